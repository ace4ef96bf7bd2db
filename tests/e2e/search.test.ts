// Somebody looks for what was said, opens it where it was said, and reads on from there.
import { beforeAll, expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { drawn } from './support/frames.ts'
import { HangulKeyboard } from './support/hangul-keyboard.ts'
import { LogView } from './support/log-view.ts'
import { busyRoom, textOf, type BusyRoom } from './support/many-messages.ts'
import { SearchPanel } from './support/search-panel.ts'
import { TextRecorder } from './support/text-recorder.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const MESSAGES = 600
/** The seq of a message: the writer's entering stands before the first. */
const seqOf = (number: number) => number + 1
/** Texts may stand between two pixels. */
const STILL = 2
/** Pixels that the wheel turns on in one step. */
const TURN = 500

describeInChromium('the search', (open) => {
  const host = hostForAll()
  let room: BusyRoom
  beforeAll(async () => {
    room = await busyRoom(host(), MESSAGES)
    return () => room.end()
  })

  test('shows a message of long ago in its place, lit up, and one reads on to the newest without a gap', async () => {
    const { chat, search, view } = await looking(open, host().http, room.name)
    await search.look('메시지 222')
    await search.hit(seqOf(222)).click()
    await chat.page.locator(`[data-testid=message][data-seq="${seqOf(222)}"][data-lit=true]`).waitFor()
    expect(await inTheMiddle(chat, seqOf(222))).toBe(true)
    await chat.newest.waitFor()

    const seen = new Set<number>()
    for (let turns = 0; turns < MESSAGES && (await chat.newest.isVisible()); turns += 1) {
      for (const { seq } of await chat.messages()) if (seq !== null) seen.add(seq)
      await view.wheel(400)
    }
    for (const { seq } of await chat.messages()) if (seq !== null) seen.add(seq)
    const last = seqOf(MESSAGES)
    const expected = Array.from({ length: last - seqOf(222) + 1 }, (_, at) => seqOf(222) + at)
    expect(expected.filter((seq) => !seen.has(seq))).toEqual([])
    await room.talk('이어서 새로 온 말')
    await chat.message('이어서 새로 온 말').waitFor()
  })

  test.each([222, 380])('what comes below message %i moves nothing that is in view', async (number) => {
    const { chat, view } = await lookedAt(open, host().http, room.name, number)
    const newer = await view.holdPage('after')
    await view.wheel(100_000)
    await newer.asked
    await drawn(chat.page)
    const before = await view.height()
    const recorder = await TextRecorder.start(chat.page, await view.topSeq())
    newer.give()
    await expect.poll(() => view.height()).toBeGreaterThan(before)
    expect(await recorder.movement()).toBeLessThanOrEqual(STILL)
    await chat.newest.waitFor()
  })

  test('reading on over many pages moves by as much as the wheel turns, each time', async () => {
    const { chat, view } = await lookedAt(open, host().http, room.name, 300)
    const rest = await afterOlderOnes(view)
    const strayed: number[] = []
    for (let turns = 0; turns < MESSAGES && (await view.topSeq()) < seqOf(MESSAGES - 50); turns += 1) {
      await expect.poll(() => view.fromEnd()).toBeGreaterThan(TURN)
      const seq = await view.bottomSeq()
      const before = await view.topOf(seq)
      await view.wheel(TURN)
      await drawn(chat.page)
      const moved = before - (await view.topOf(seq))
      if (Math.abs(moved - TURN) > STILL) strayed.push(moved)
    }
    expect(strayed).toEqual([])
    await rest()
  })

  test('finds more as one scrolls, the newest first, and says when that was all', async () => {
    const { chat, search } = await looking(open, host().http, room.name)
    await search.look('시지 1')
    await expect.poll(() => search.hits.count()).toBeGreaterThanOrEqual(20)
    await expect
      .poll(async () => {
        await search.hits.last().scrollIntoViewIfNeeded()
        return search.outcome.innerText()
      })
      .toMatch(/모두 찾았어요/)
    const seqs = await search.hits.evaluateAll((hits: { dataset: { seq?: string } }[]) =>
      hits.map(({ dataset }) => Number(dataset.seq)),
    )
    expect(seqs).toEqual(seqs.toSorted((one, other) => other - one))
    expect(new Set(seqs).size).toBe(seqs.length)
    const texts = Array.from({ length: MESSAGES }, (_, at) => textOf(at + 1))
    expect(seqs.length).toBe(texts.filter((text) => text.includes('1')).length)
    expect(await search.hits.first().locator('mark').allInnerTexts()).toEqual(['시지', '1'])
    expect(await chat.composer.count()).toBe(0)
  })

  test('goes from the newest message to an old one and back', async () => {
    const { chat, search, view } = await looking(open, host().http, room.name)
    await search.look('메시지 50')
    await search.hit(seqOf(50)).click()
    await chat.message(textOf(50)).waitFor()
    await chat.newest.click()
    await expect.poll(() => view.fromEnd()).toBeLessThanOrEqual(1)
    await chat.message(textOf(MESSAGES)).first().waitFor()
  })

  test('is used by the keyboard alone, in all rooms, and gives the keyboard back', async () => {
    const { chat, search } = await looking(open, host().http, room.name)
    await chat.makeRoom('다른 방')
    await chat.say('여기서 말한 등대')
    await chat.message('여기서 말한 등대').waitFor()
    await chat.openRoom(room.name)
    await search.look('등대')
    await search.outcome.filter({ hasText: '찾는 말이 있는 메시지가 없어요.' }).waitFor()
    await chat.page.keyboard.press('Tab')
    await search.everywhere()
    await search.hits.first().waitFor()
    expect(await search.hits.first().innerText()).toContain('다른 방')
    await search.field.focus()
    await chat.page.keyboard.press('ArrowDown')
    await chat.page.keyboard.press('Enter')
    await chat.title.filter({ hasText: '다른 방' }).waitFor()
    await chat.page.locator('[data-testid=message][data-lit=true]').waitFor()
    await chat.page.keyboard.press('Escape')
    await search.panel.waitFor({ state: 'detached' })
    await chat.page.locator('[data-testid=composer]:focus').waitFor()
  })

  test('takes a syllable that is not finished for what is looked for, and Enter ends it without a second search', async () => {
    const { chat, search } = await looking(open, host().http, room.name)
    await chat.page.keyboard.press('Control+f')
    await search.field.focus()
    const hangul = await HangulKeyboard.on(chat.page)
    await hangul.compose('ㅈ', '주', '줄')
    await search.hits.first().waitFor()
    await hangul.enter('once')
    expect(await search.field.inputValue()).toBe('줄')
    await search.hits.first().locator('mark').getByText('줄').first().waitFor()
  })

  test('says what cannot be looked for', async () => {
    const { search } = await looking(open, host().http, room.name)
    await search.look('가'.repeat(65))
    await search.outcome.filter({ hasText: '찾을 말이 너무 길어요.' }).waitFor()
    await search.field.fill(' ')
    await search.outcome.filter({ hasText: '찾을 말을 적어 주세요.' }).waitFor()
  })
})

async function looking(open: OpenWindow, http: string, room: string) {
  const page = await open()
  const chat = await arrive(page, http, '찾는 이')
  await chat.openRoom(room)
  return { chat, search: new SearchPanel(page), view: new LogView(chat) }
}

/** With the message found and shown, and nothing on its way. */
async function lookedAt(open: OpenWindow, http: string, room: string, number: number) {
  const { chat, search, view } = await looking(open, http, room)
  await search.look(`메시지 ${number}`)
  await search.hit(seqOf(number)).click()
  await chat.page.locator(`[data-testid=message][data-seq="${seqOf(number)}"][data-lit=true]`).waitFor()
  await drawn(chat.page)
  return { chat, view }
}

/** Older messages have come above, and the scrolling does not rest until the answer is called. */
async function afterOlderOnes(view: LogView): Promise<() => Promise<void>> {
  const height = await view.height()
  await view.wheel(-100_000)
  await expect.poll(() => view.height()).toBeGreaterThan(height)
  return view.keepMoving()
}

async function inTheMiddle(chat: ChatPage, seq: number): Promise<boolean> {
  const log = await chat.log.boundingBox()
  const row = await chat.page.locator(`[data-testid=message][data-seq="${seq}"]`).boundingBox()
  if (log === null || row === null) return false
  const off = row.y + row.height / 2 - (log.y + log.height / 2)
  return Math.abs(off) < log.height / 4
}
