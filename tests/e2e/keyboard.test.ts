// From the first page to everything else by the keyboard alone, always seeing where one is.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startHost } from '../support/host-process.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import { ChatPage } from './support/chat-page.ts'
import { describeInChromium } from './support/windows.ts'

/** No way from one thing of a page to another takes more presses of Tab. */
const MOST_TABS = 25

describeInChromium('the keyboard alone', (open) => {
  test('comes in, talks, goes to another room, shows the people, and closes what lies above', async () => {
    const host = await startHost()
    const page = await open()
    const chat = await comeIn(page, host.http)
    const { keyboard } = page
    await chat.composer.waitFor()
    await expectFocus(page, 'composer')
    await write(page, '손 안 대고 왔어요')
    await chat.message('손 안 대고 왔어요').waitFor()

    await makeRoom(page, '다른 방')
    await chat.title.filter({ hasText: '다른 방' }).waitFor()
    await expectFocus(page, 'composer')

    await goTo(page, '사랑방')
    await chat.title.filter({ hasText: '사랑방' }).waitFor()
    await chat.message('손 안 대고 왔어요').waitFor()
    await expectFocus(page, 'composer')

    await tabTo(page, 'people-toggle', 'Shift+Tab')
    const shown = await page.getByTestId('people').isVisible()
    await keyboard.press('Enter')
    await page.getByTestId('people').waitFor({ state: shown ? 'hidden' : 'visible' })
    await keyboard.press('Space')
    await page.getByTestId('people').waitFor({ state: shown ? 'visible' : 'hidden' })
  })

  test('Escape closes each window over the page, and the keyboard is back where it was', async () => {
    const host = await startHost()
    await (await comeAsGuest(host.http, '주인')).createRoom('거실')
    const page = await open()
    await (await comeIn(page, host.http)).room('거실').waitFor()
    for (const [control, window] of [
      ['settings', 'settings-panel'],
      ['invite', 'host-card'],
      ['new-room', 'new-room-dialog'],
    ] as const) {
      await tabTo(page, control, 'Tab')
      await page.keyboard.press('Enter')
      await page.getByTestId(window).waitFor()
      await page.keyboard.press('Escape')
      await page.getByTestId(window).waitFor({ state: 'detached' })
      await expectFocus(page, control)
    }
    await page.keyboard.press('Control+k')
    await page.getByTestId('switcher').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('switcher').waitFor({ state: 'detached' })
    await expectFocus(page, 'new-room')
  })

  test('a button that closes a window over the page gives the keyboard back as well', async () => {
    const host = await startHost()
    const page = await open()
    await comeIn(page, host.http)
    await expectFocus(page, 'composer')
    await tabTo(page, 'settings', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByTestId('settings-panel').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '닫기' }).focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('settings-panel').waitFor({ state: 'detached' })
    await expectFocus(page, 'settings')

    await goTo(page, '사랑방')
    await expectFocus(page, 'composer')
  })

  test('who leaves a room is at its way in, and at the place to write after entering', async () => {
    const host = await startHost()
    const page = await open()
    await comeIn(page, host.http)
    await expectFocus(page, 'composer')
    await tabTo(page, 'leave-room', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByTestId('confirm').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expectFocus(page, 'enter-room')
    await page.keyboard.press('Enter')
    await expectFocus(page, 'composer')
  })

  test('one thing at a time lies over the page: the switcher takes the place of the invite card', async () => {
    const host = await startHost()
    const page = await open()
    await comeIn(page, host.http)
    await expectFocus(page, 'composer')
    await tabTo(page, 'invite', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByTestId('host-card').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByTestId('host-card').waitFor({ state: 'detached' })
    await expectFocus(page, 'switcher-search')
    await page.keyboard.press('Control+k')
    await page.getByTestId('switcher').waitFor({ state: 'detached' })
    await expectFocus(page, 'invite')
  })

  test('on a phone, the way back to the list is at the room that was open', async () => {
    const host = await startHost()
    const page = await open({ viewport: { width: 380, height: 700 } })
    const chat = await comeIn(page, host.http)
    await expectFocus(page, 'composer')
    await page.getByRole('button', { name: '방 목록' }).focus()
    await page.keyboard.press('Enter')
    await chat.room('사랑방').waitFor()
    await expectFocus(page, 'room')
  })

  test('however many rooms there are, Tab passes them in one step, and the open one is in view', async () => {
    const host = await startHost()
    const owner = await comeAsGuest(host.http, '주인')
    for (let number = 1; number <= 40; number += 1) await owner.createRoom(`${number}번 방`)
    const page = await open()
    const chat = await comeIn(page, host.http)
    await chat.room('40번 방').waitFor()
    await goTo(page, '40번 방')
    await expect.poll(() => inView(chat, '40번 방')).toBe(true)
    await goTo(page, '1번 방')
    await expect.poll(() => inView(chat, '1번 방')).toBe(true)
    await tabTo(page, 'room', 'Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expectFocus(page, 'room-filter')
  })

  test('the arrows walk through the rooms, Enter opens one', async () => {
    const host = await startHost()
    const owner = await comeAsGuest(host.http, '주인')
    for (const name of ['거실', '부엌', '마당']) await owner.createRoom(name)
    const page = await open()
    const chat = await comeIn(page, host.http)
    await chat.room('마당').waitFor()
    await tabTo(page, 'room', 'Tab')
    const names = await page.getByTestId('room').locator('.name').allInnerTexts()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await chat.title.filter({ hasText: names[1] ?? '' }).waitFor()
  })
})

/** Whether the room's row is within what the list shows. */
async function inView(chat: ChatPage, name: string): Promise<boolean> {
  const list = await chat.page.getByTestId('rooms').boundingBox()
  const row = await chat.page
    .getByTestId('room')
    .filter({ hasText: new RegExp(`^${name}`) })
    .boundingBox()
  if (list === null || row === null) return false
  return row.y >= list.y && row.y + row.height <= list.y + list.height
}

async function comeIn(page: Page, address: string): Promise<ChatPage> {
  await page.goto(address)
  await page.locator('[data-testid=enter-host]:enabled').waitFor()
  await expectFocus(page, 'nickname')
  await write(page, '지민')
  return new ChatPage(page)
}

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

/** By the quick switcher, to the first thing that matches. */
async function goTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expectFocus(page, 'switcher-search')
  await write(page, name)
  await page.getByTestId('switcher').waitFor({ state: 'detached' })
}

async function makeRoom(page: Page, name: string): Promise<void> {
  await goTo(page, '새 방')
  await expectFocus(page, 'room-name')
  await write(page, name)
}

async function tabTo(page: Page, testid: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const there = page.locator(`[data-testid="${testid}"]:focus`)
  for (let presses = 0; presses < MOST_TABS && (await there.count()) === 0; presses += 1)
    await page.keyboard.press(key)
  await expectFocus(page, testid)
}

/** The keyboard is there, and one sees it. */
async function expectFocus(page: Page, testid: string): Promise<void> {
  await page.locator(`[data-testid="${testid}"]:focus-visible`).waitFor()
  expect(await outlineOf(page)).toBe('solid')
}

interface Styled {
  computedStyleMap(): { get(name: string): { toString(): string } | undefined }
}

function outlineOf(page: Page): Promise<string | undefined> {
  return page
    .locator(':focus')
    .evaluate((element: Styled) => element.computedStyleMap().get('outline-style')?.toString())
}
