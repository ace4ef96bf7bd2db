// Hangul by a real composition of Chromium: one Enter ends the syllable and sends the message, once and whole.
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import type { ChatPage } from './support/chat-page.ts'
import { HangulKeyboard, type EnterOrder } from './support/hangul-keyboard.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const ORDERS: readonly EnterOrder[] = ['once', 'twice', 'after']

describeInChromium('Hangul', (open) => {
  const host = hostForAll()

  /** What the host has kept of the room that is open, when the person has said `last` at the end. */
  async function kept(chat: ChatPage, last: string): Promise<string[]> {
    await chat.say(last)
    await expect.poll(async () => (await chat.messages()).at(-1)).toMatchObject({ text: last, state: 'kept' })
    const reader = await comeAsGuest(host().http, '읽는 사람')
    const name = await chat.title.innerText()
    const room = (await reader.rooms()).find((one) => one.name === name)
    const entries = await reader.history(room?.roomId ?? '')
    return entries.filter(({ type }) => type === 'TALK').map(({ message }) => message)
  }

  test.each(ORDERS)('one Enter sends the whole word once, where Chromium tells of it %s', async (order) => {
    const { chat, hangul } = await writing(open, host().http)
    await hangul.compose('ㅇ', '아', '안')
    await hangul.composeNext('ㄴ', '녀', '녕')
    await hangul.enter(order)
    await chat.message('안녕').waitFor()
    expect(await chat.composer.inputValue()).toBe('')

    await hangul.compose('ㅎ', '하', '한')
    await hangul.enter(order)
    await chat.message('한').waitFor()
    expect(await kept(chat, '끝')).toEqual(['안녕', '한', '끝'])
  })

  test('Shift+Enter ends the syllable and the line, and sends nothing', async () => {
    const { chat, hangul } = await writing(open, host().http)
    await hangul.compose('ㅂ', '바', '밥')
    await hangul.shiftEnter()
    await expect.poll(() => chat.composer.inputValue()).toBe('밥\n')
    await hangul.compose('ㄱ', '구', '국')
    await hangul.enter('once')
    await chat.message('밥\n국').waitFor()
    expect(await kept(chat, '끝')).toEqual(['밥\n국', '끝'])
  })

  test('Backspace takes jamo off the syllable; Enter sends what is left', async () => {
    const { chat, hangul } = await writing(open, host().http)
    await hangul.compose('ㄱ', '가', '강')
    await hangul.backspace('가')
    expect(await chat.composer.inputValue()).toBe('가')
    await hangul.backspace('ㄱ')
    await hangul.compose('고', '공')
    await hangul.enter('once')
    await chat.message('공').waitFor()

    await hangul.compose('ㅅ')
    await hangul.backspace('')
    await hangul.compose('ㄴ', '나')
    await hangul.enter('twice')
    await chat.message('나').waitFor()
    expect(await kept(chat, '끝')).toEqual(['공', '나', '끝'])
  })
})

/** Somebody who is in a room of their own, with the keyboard in the composer. */
async function writing(open: OpenWindow, http: string): Promise<{ chat: ChatPage; hangul: HangulKeyboard }> {
  const chat = await arrive(await open(), http, '지민')
  await chat.makeRoom(`한글 ${crypto.randomUUID().slice(0, 4)}`)
  await chat.composer.focus()
  return { chat, hangul: await HangulKeyboard.on(chat.page) }
}
