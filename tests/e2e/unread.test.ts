// Somebody comes back to a room: it opens where they left off, with a line above what is new, and marks what they really see.
import { expect, onTestFinished, test } from 'vitest'
import { hostForAll, type HostProcess } from '../support/host-process.ts'
import { lookAway, lookBack } from './support/attention.ts'
import type { ChatPage } from './support/chat-page.ts'
import { drawn } from './support/frames.ts'
import { LogView } from './support/log-view.ts'
import { busyRoom, textOf, type BusyRoom } from './support/many-messages.ts'
import { TextRecorder } from './support/text-recorder.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const READER = '읽는 이'
/** What was said before they came. */
const BEFORE = 60
/** The seq of a message: the writer's entering stands before the first, the reader's after those that they have found. */
const seqOf = (number: number) => (number > BEFORE ? number + 2 : number + 1)
const STILL = 2

interface Reader {
  chat: ChatPage
  view: LogView
  room: BusyRoom
  goElsewhere: () => Promise<void>
  comeBack: () => Promise<void>
}

describeInChromium('what was not read', (open) => {
  const host = hostForAll()

  test('fits into the view: all of it is there, under a line, and read', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    await room.goOn(BEFORE + 1, BEFORE + 5)
    await comeBack()
    await chat.unreadLine.getByText('여기부터 새 메시지').waitFor()
    expect(await view.underLine()).toBe(seqOf(BEFORE + 1))
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    expect(await chat.newest.count()).toBe(0)
    await expect.poll(() => room.readBy(READER)).toBe(seqOf(BEFORE + 5))
    await chat
      .message(textOf(BEFORE + 1))
      .getByTestId('sender')
      .waitFor()
  })

  test('fits into a page: the room opens at the line, and only what is in view is read', async () => {
    const { chat, view, room, goElsewhere, comeBack } = await awayReader(open, host())
    await room.goOn(BEFORE + 1, BEFORE + 40)
    await comeBack()
    await atLine(view, seqOf(BEFORE + 1))
    await expect.poll(() => room.readBy(READER)).toBeGreaterThan(seqOf(BEFORE + 5))
    expect(await room.readBy(READER)).toBeLessThan(seqOf(BEFORE + 30))
    await steadyMark(chat, room, BEFORE + 40)

    await chat.newest.click()
    await chat.message(textOf(BEFORE + 40)).waitFor()
    await expect.poll(() => room.readBy(READER)).toBe(seqOf(BEFORE + 40))
    await chat.newest.waitFor({ state: 'detached' })
    await goElsewhere()
    await comeBack()
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    expect(await chat.unreadLine.count()).toBe(0)
  })

  test('is more than two pages: one reads on from the line to the newest, without a gap', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    const last = BEFORE + 450
    await room.goOn(BEFORE + 1, last)
    await comeBack()
    await atLine(view, seqOf(BEFORE + 1))
    await steadyMark(chat, room, last)

    const seen = new Set<number>()
    const note = async () => {
      for (const { seq } of await chat.messages()) if (seq !== null) seen.add(seq)
    }
    for (let turns = 0; turns < last && (await chat.newest.isVisible()); turns += 1) {
      await note()
      await view.wheel(400)
    }
    await note()
    const expected = Array.from({ length: last - BEFORE }, (_, at) => seqOf(BEFORE + 1 + at))
    expect(expected.filter((seq) => !seen.has(seq))).toEqual([])
    await expect.poll(() => room.readBy(READER)).toBe(seqOf(last))
    await room.talk('이어서 새로 온 말')
    await chat.message('이어서 새로 온 말').waitFor()
  })

  test('is there again after a reload, from where one had read', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    await room.goOn(BEFORE + 1, BEFORE + 200)
    await comeBack()
    await atLine(view, seqOf(BEFORE + 1))
    await view.wheel(500)
    await view.wheel(500)
    await drawn(chat.page)
    const read = await steadyMark(chat, room, BEFORE + 200)
    expect(read).toBeGreaterThan(seqOf(BEFORE + 10))
    await chat.page.reload()
    await chat.log.waitFor()
    await atLine(view, read + 1)
    expect(await chat.page.getByTestId('unread').count()).toBe(0)
  })

  test('is nothing: the room opens at the newest, without a line', async () => {
    const { chat, view, comeBack } = await awayReader(open, host())
    await comeBack()
    await chat.message(textOf(BEFORE)).waitFor()
    await drawn(chat.page)
    expect(await view.fromEnd()).toBeLessThanOrEqual(1)
    expect(await chat.unreadLine.count()).toBe(0)
  })

  test('is notices alone: the room opens at the newest, without a line', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    for (const name of ['민수', '은지']) await room.visit(name)
    await comeBack()
    await chat.notices.getByText('민수').last().waitFor()
    await drawn(chat.page)
    expect(await view.fromEnd()).toBeLessThanOrEqual(1)
    expect(await chat.unreadLine.count()).toBe(0)
  })

  test('is passed by whoever says something, and by the key that leads to the end', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    await room.goOn(BEFORE + 1, BEFORE + 300)
    await comeBack()
    await atLine(view, seqOf(BEFORE + 1))
    await chat.log.press('End')
    await chat.message(textOf(BEFORE + 300)).waitFor()
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    await chat.page.locator('[data-testid=log]:focus').waitFor()
    await view.wheel(-2_000)
    await chat.newest.waitFor()
    await chat.say('다 읽었어요')
    await chat.message('다 읽었어요').waitFor()
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
  })

  test('is left behind by the button also from the keyboard, which then writes', async () => {
    const { chat, view, room, comeBack } = await awayReader(open, host())
    await room.goOn(BEFORE + 1, BEFORE + 300)
    await comeBack()
    await atLine(view, seqOf(BEFORE + 1))
    await chat.newest.press('Enter')
    await chat.message(textOf(BEFORE + 300)).waitFor()
    await chat.page.locator('[data-testid=composer]:focus').waitFor()
  })
})

describeInChromium('a message that comes', (open) => {
  const host = hostForAll()

  test('while one is at another window is under a line, with all that follow it, and is not run past', async () => {
    const { chat, view, room } = await reader(open, host())
    await lookAway(chat.page)
    await room.goOn(BEFORE + 1, BEFORE + 3)
    await chat.message(textOf(BEFORE + 3)).waitFor()
    expect(await view.underLine()).toBe(seqOf(BEFORE + 1))
    await room.goOn(BEFORE + 4, BEFORE + 60)
    await atLine(view, seqOf(BEFORE + 1))
    await lookBack(chat.page)
    await chat.newest.waitFor()
    expect(await steadyMark(chat, room, BEFORE + 60)).toBeLessThan(seqOf(BEFORE + 40))

    await chat.newest.click()
    await chat.message(textOf(BEFORE + 60)).waitFor()
    await room.talk('보고 있을 때 온 말')
    await chat.message('보고 있을 때 온 말').waitFor()
    await lookAway(chat.page)
    await room.talk('또 다른 데 있을 때 온 말')
    await chat.message('또 다른 데 있을 때 온 말').waitFor()
    await expect.poll(() => view.underLine()).toBe(seqOf(BEFORE + 62))
  })

  test('while one reads above is under a line, once, and moves nothing', async () => {
    const { chat, view, room } = await reader(open, host())
    await view.wheel(-600)
    await chat.newest.waitFor()
    const recorder = await TextRecorder.start(chat.page, await view.topSeq())
    await room.goOn(BEFORE + 1, BEFORE + 1)
    await chat.newest.getByText('새 메시지 1개').waitFor()
    await room.goOn(BEFORE + 2, BEFORE + 2)
    await chat.newest.getByText('새 메시지 2개').waitFor()
    expect(await recorder.movement()).toBeLessThanOrEqual(STILL)
    await chat.newest.click()
    await chat.unreadLine.waitFor()
    expect(await view.underLine()).toBe(seqOf(BEFORE + 1))
  })

  test('while one looks is under no line', async () => {
    const { chat, room } = await reader(open, host())
    await room.talk('지금 온 말')
    await chat.message('지금 온 말').waitFor()
    await chat.say('봤어요')
    await chat.message('봤어요').waitFor()
    expect(await chat.unreadLine.count()).toBe(0)
  })
})

/** Somebody who is in a busy room and has read all of it. */
async function reader(open: OpenWindow, host: HostProcess): Promise<Reader> {
  const room = await busyRoom(host, BEFORE)
  onTestFinished(() => room.end())
  const chat = await arrive(await open(), host.http, READER)
  await chat.enterRoom(room.name)
  await expect.poll(() => room.readBy(READER)).toBe(BEFORE + 2)
  return {
    chat,
    room,
    view: new LogView(chat),
    goElsewhere: () => chat.makeRoom(`다른 방 ${crypto.randomUUID().slice(0, 4)}`),
    comeBack: () => chat.openRoom(room.name),
  }
}

/** The same, who has gone to another room. */
async function awayReader(open: OpenWindow, host: HostProcess): Promise<Reader> {
  const one = await reader(open, host)
  await one.goElsewhere()
  return one
}

/** The line is near the top of the view, above that message. */
async function atLine(view: LogView, seq: number): Promise<void> {
  await expect.poll(() => view.lineFromTop()).toBeLessThan(120)
  expect(await view.lineFromTop()).toBeGreaterThan(0)
  expect(await view.underLine()).toBe(seq)
}

/**
 * Up to where the reader's mark has come when it moves no more: it is told once a second. What it leaves, up to the message `last`,
 * is what the way to the newest tells.
 */
async function steadyMark(chat: ChatPage, room: BusyRoom, last: number): Promise<number> {
  let mark = NaN
  const looks = async () => {
    const before = mark
    mark = await room.readBy(READER)
    const left = await chat.newest.getByText(`새 메시지 ${seqOf(last) - mark}개`).count()
    return { moved: mark !== before, left }
  }
  await expect.poll(looks, { interval: 1_200 }).toEqual({ moved: false, left: 1 })
  return mark
}
