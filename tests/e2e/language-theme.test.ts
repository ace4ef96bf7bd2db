// Language and look: those of the system at first, one's own choice from then on, changed at once and kept.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium } from './support/windows.ts'

const LIGHT = 'rgb(246, 242, 233)'
const DARK = 'rgb(27, 26, 23)'

describeInChromium('language and look', (open) => {
  const host = hostForAll()

  test.each([
    ['ko-KR', 'ko', '닉네임'],
    ['en-GB', 'en', 'Nickname'],
    ['fr-FR', 'en', 'Nickname'],
  ])('a browser in %s is spoken to in %s', async (locale, tag, label) => {
    const page = await open({ locale })
    await page.goto(host().http)
    await page.getByLabel(label).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(tag)
  })

  test('the first page changes its language at the foot, and keeps it', async () => {
    const page = await open({ locale: 'en-US' })
    await page.goto(host().http)
    await page.getByRole('button', { name: '한국어' }).click()
    await page.getByLabel('닉네임').waitFor()
    await page.reload()
    await page.getByLabel('닉네임').waitFor()
    expect(await page.getByRole('button', { name: '한국어' }).getAttribute('aria-pressed')).toBe('true')
  })

  test('the settings change the language of an open conversation, and it is kept', async () => {
    const chat = await arrive(await open({ locale: 'ko-KR' }), host().http, '지민')
    const { page } = chat
    await chat.makeRoom('마당')
    await chat.notices.getByText('지민님이 들어왔어요').waitFor()
    await choose(page, 'language-en')
    await chat.notices.getByText('지민 entered').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await chat.notices.getByText('지민 entered').waitFor()
    await choose(page, 'language-system')
    await chat.notices.getByText('지민님이 들어왔어요').waitFor()
  })

  test('the look follows the system while nothing else is chosen, at once', async () => {
    const page = await open({ colorScheme: 'dark' })
    await page.goto(host().http)
    await expect.poll(() => background(page)).toBe(DARK)
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(() => background(page)).toBe(LIGHT)
  })

  test('a look that was chosen stays, whatever the system does and after a reload', async () => {
    const { page } = await arrive(await open({ colorScheme: 'light' }), host().http, '지민')
    await choose(page, 'theme-dark')
    await expect.poll(() => background(page)).toBe(DARK)
    await page.reload()
    await expect.poll(() => background(page)).toBe(DARK)
    await choose(page, 'theme-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => background(page)).toBe(LIGHT)
    await choose(page, 'theme-system')
    await expect.poll(() => background(page)).toBe(DARK)
  })
})

async function choose(page: Page, choice: string): Promise<void> {
  await page.getByTestId('settings').click()
  await page.locator('label', { has: page.getByTestId(choice) }).click()
  await page.keyboard.press('Escape')
  await page.getByTestId('settings-panel').waitFor({ state: 'detached' })
}

interface Styled {
  computedStyleMap(): { get(name: string): { toString(): string } | undefined }
}

/** As the browser computes it. */
function background(page: Page): Promise<string | undefined> {
  return page
    .locator('body')
    .evaluate((body: Styled) => body.computedStyleMap().get('background-color')?.toString())
}
