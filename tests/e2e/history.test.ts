// A room with a thousand messages: it opens at the newest, grows upwards without a jump, and keeps the page small.
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { drawn } from './support/frames.ts'
import { LogView } from './support/log-view.ts'
import { busyRoom, textOf, type BusyRoom } from './support/many-messages.ts'
import { TextRecorder } from './support/text-recorder.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const MESSAGES = 1_000
/** More rows than these in the page would mean that it holds what nobody sees. */
const MOST_ROWS = 60
/** Texts may stand between two pixels. */
const STILL = 2

describeInChromium('a long history', (open) => {
  const host = hostForAll()
  let room: BusyRoom
  beforeAll(async () => {
    room = await busyRoom(host(), MESSAGES)
    return () => room.end()
  })

  test('opens at the newest message, with few rows in the page', async () => {
    const { chat, view } = await reading(open, host().http, room.name)
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    await chat.message(textOf(MESSAGES)).waitFor()
    expect(await view.rowsInPage()).toBeLessThan(MOST_ROWS)
  })

  test.each([6, 20, 40])('a room with %i messages opens at the newest, and stays there', async (count) => {
    const short = await busyRoom(host(), count)
    onTestFinished(() => short.end())
    const { view, chat } = await reading(open, host().http, short.name)
    for (const visit of ['first', 'second']) {
      if (visit === 'second') await chat.page.reload()
      await chat.message(textOf(count)).waitFor()
      await drawn(chat.page)
      expect(await view.fromEnd()).toBeLessThanOrEqual(1)
    }
  })

  test('stays at the newest when the window becomes smaller, however little', async () => {
    const { chat, view } = await reading(open, host().http, room.name)
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    for (const height of [710, 690, 500, 480]) {
      await chat.page.setViewportSize({ width: 1280, height })
      await drawn(chat.page)
      expect(await view.fromEnd()).toBeLessThanOrEqual(1)
    }
  })

  test('an older page that arrives moves nothing that is in view', async () => {
    const { view, chat } = await reading(open, host().http, room.name)
    for (let page = 0; page < 4; page += 1) {
      const older = await view.holdPage('before')
      await view.wheel(-100_000)
      await older.asked
      const before = await view.height()
      const recorder = await TextRecorder.start(chat.page, await view.topSeq())
      older.give()
      await expect.poll(() => view.height()).toBeGreaterThan(before)
      expect(await recorder.movement()).toBeLessThanOrEqual(STILL)
    }
  })

  test('can be read up to the first message, every one of them in its place', async () => {
    const { view, chat } = await reading(open, host().http, room.name)
    const beginning = chat.log.getByText('여기서 이야기가 시작됐어요.')
    for (let pages = 0; pages < MESSAGES && !(await beginning.isVisible()); pages += 1) {
      const before = await view.height()
      await view.toTop()
      await expect
        .poll(async () => (await beginning.isVisible()) || (await view.height()) > before)
        .toBe(true)
      expect(await view.rowsInPage()).toBeLessThan(MOST_ROWS)
    }
    await view.toTop()
    await chat.message(textOf(1)).waitFor()
    const first = await chat.messages()
    expect(first.map(({ seq, text }) => [seq, text])).toEqual(first.map((_, at) => [at + 2, textOf(at + 1)]))
  })

  test('a message that comes while one reads above is counted and moves nothing', async () => {
    const { view, chat } = await reading(open, host().http, room.name)
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    await view.wheel(-600)
    await chat.newest.waitFor()
    const recorder = await TextRecorder.start(chat.page, await view.topSeq())
    await room.talk('아래에 새로 온 말')
    await chat.newest.getByText('새 메시지 1개').waitFor()
    expect(await recorder.movement()).toBeLessThanOrEqual(STILL)

    await chat.newest.click()
    await chat.message('아래에 새로 온 말').waitFor()
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    await chat.newest.waitFor({ state: 'hidden' })
  })
})

async function reading(
  open: OpenWindow,
  http: string,
  room: string,
): Promise<{ chat: ChatPage; view: LogView }> {
  const chat = await arrive(await open(), http, '읽는 이')
  await chat.openRoom(room)
  return { chat, view: new LogView(chat) }
}
