// A room is taken away as a file, by pointer and by keyboard.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium } from './support/windows.ts'

describeInChromium('saving a room', (open) => {
  const host = hostForAll()

  test('as a page and as JSON, under its own name', async () => {
    const page = await open()
    const chat = await arrive(page, host().http, '지민')
    await chat.makeRoom('회의 기록')
    await chat.say('남겨 둘 말')
    await chat.message('남겨 둘 말').waitFor()

    await page.getByTestId('room-menu').click()
    const [first] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('choose-save-page').click(),
    ])
    expect(first.suggestedFilename()).toMatch(/^회의 기록 \d{4}-\d\d-\d\d\.html$/)
    expect(await readFile(await first.path(), 'utf8')).toContain('남겨 둘 말')

    await page.getByTestId('room-menu').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-testid=choose-room-settings]:focus').waitFor()
    for (const _ of ['page', 'JSON']) await page.keyboard.press('ArrowDown')
    const [second] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    const saved: unknown = JSON.parse(await readFile(await second.path(), 'utf8'))
    expect(saved).toMatchObject({ format: 'sarangbang-room', room: { name: '회의 기록' } })

    await page.keyboard.press('Enter')
    await page.locator('[data-testid=choose-room-settings]:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-testid=room-menu]:focus').waitFor()
  })
})
