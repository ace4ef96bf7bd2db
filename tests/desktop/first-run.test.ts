import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumPath } from '../support/chromium.ts'
import type { Desktop } from './desktop-app.ts'
import { launchDesktop, launchedOn } from './launch-desktop.ts'

async function launched(folder: string): Promise<Desktop> {
  const desktop = await launchDesktop({ folder })
  if (desktop === null) throw new Error('The app did not start.')
  onTestFinished(() => desktop.end())
  return desktop
}

/** From the first page to the room, as a person who hosts goes. */
async function hostHere(page: Page): Promise<void> {
  await page.getByLabel('Nickname').fill('주인')
  await page.getByRole('button', { name: /^Host here/ }).click()
  await page.getByRole('button', { name: 'Start hosting' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
}

async function say(page: Page, message: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Message to/ }).fill(message)
  await page.keyboard.press('Enter')
  await page.getByRole('log').getByText(message).waitFor()
}

test.skipIf(launchedOn === 'the stand-in' && chromiumPath() === null)(
  `on ${launchedOn}, a person hosts, talks, quits, and finds all of it again`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sarangbang-first-run-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const first = await launched(folder)
    const faults: string[] = []
    first.page.on('pageerror', ({ message }) => faults.push(message))
    first.page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
    await first.page.reload()
    await hostHere(first.page)
    await say(first.page, '어서 오세요')
    expect(await first.quit()).toBe(0)
    expect(faults).toEqual([])

    const second = await launched(folder)
    await second.page.getByRole('log').getByText('어서 오세요').waitFor()
    await say(second.page, '다시 왔어요')
    expect(await second.quit()).toBe(0)
  },
)
