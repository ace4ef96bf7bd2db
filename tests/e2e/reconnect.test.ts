// The host or the network goes away while people talk: nothing is lost, nothing is doubled, and nobody has to do anything.
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from '../support/host-process.ts'
import { refusingProxy } from '../support/refusing-proxy.ts'
import type { ChatPage } from './support/chat-page.ts'
import { killed } from './support/dying-host.ts'
import { HOST_AWAY } from './support/faults.ts'
import { busyRoom } from './support/many-messages.ts'
import { NetworkCut } from './support/network-cut.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const BEFORE = '정전 전'
const BY_JIMIN = ['기다리는 말 하나', '기다리는 말 둘']
const BY_SUHO = '나도 기다려요'
const AFTER = '다시 만났어요'
/** Far more than a page, and more than a returning page takes one by one. */
const MISSED = 3_000

describeInChromium('reconnecting', (open) => {
  test('what is written while the host is dead waits, and arrives once when it is back', async () => {
    const host = await startHost()
    const { jimin, suho } = await bothInRoom(open, host.http)
    const comesBack = await killed(host)
    await Promise.all([jimin.link('waiting'), suho.link('waiting')])
    await jimin.banner.getByText('연결이 끊겼어요').waitFor()
    for (const text of BY_JIMIN) await jimin.say(text)
    await suho.say(BY_SUHO)
    for (const text of BY_JIMIN) await jimin.message(text).getByRole('img', { name: '보내는 중' }).waitFor()
    expect((await suho.messages()).at(-1)).toEqual({ seq: null, text: BY_SUHO, state: 'waiting' })

    await comesBack()
    await Promise.all([jimin.online(), suho.online()])
    await expect.poll(async () => (await suho.texts()).length).toBe(4)
    await suho.say(AFTER)
    await jimin.message(AFTER).waitFor()
    expect((await jimin.texts()).sort()).toEqual([BEFORE, ...BY_JIMIN, BY_SUHO, AFTER].sort())
    expect(await keptTexts(jimin)).toEqual(await keptTexts(suho))
    const ofJimin = (await suho.texts()).filter((text) => BY_JIMIN.includes(text))
    expect(ofJimin).toEqual(BY_JIMIN)
    expect(await jimin.notices.count()).toBe(2)
  })

  test('a message that waits survives a reload of the page, and is sent once', async () => {
    const host = await startHost()
    const page = await open({ expects: HOST_AWAY })
    const network = await NetworkCut.laid(page)
    const { jimin, suho } = await bothInRoom(open, host.http, page)
    await network.cut()
    await jimin.link('waiting')
    await jimin.say('새로 고쳐도 남아요')
    await expect.poll(async () => (await jimin.messages()).at(-1)?.state).toBe('waiting')
    await page.reload()
    await jimin.link('waiting')
    expect(await suho.texts()).toEqual([BEFORE])

    network.mend()
    await jimin.online()
    await suho.message('새로 고쳐도 남아요').waitFor()
    await suho.say(AFTER)
    await jimin.message(AFTER).waitFor()
    for (const one of [jimin, suho])
      expect(await keptTexts(one)).toEqual([BEFORE, '새로 고쳐도 남아요', AFTER])
    await jimin.page.reload()
    await jimin.online()
    await expect.poll(() => jimin.texts()).toEqual([BEFORE, '새로 고쳐도 남아요', AFTER])
  })

  test('a page that missed very much begins at the first of it, and is at the newest in one step', async () => {
    const host = await startHost()
    const room = await busyRoom(host, 3)
    onTestFinished(() => room.end())
    const page = await open({ expects: HOST_AWAY })
    const network = await NetworkCut.laid(page)
    const jimin = await arrive(page, host.http, '지민')
    await jimin.enterRoom(room.name)
    await network.cut()
    await jimin.link('waiting')
    await Promise.all(Array.from({ length: MISSED }, (_, at) => room.talk(`놓친 말 ${at + 1}`)))

    network.mend()
    await jimin.online()
    await jimin.unreadLine.waitFor()
    await jimin.message('놓친 말 1').waitFor()
    await jimin.newest.filter({ hasText: /새 메시지 2,9\d\d개/ }).click()
    await jimin.message(`놓친 말 ${MISSED}`).waitFor()
    await room.talk(AFTER)
    await jimin.message(AFTER).waitFor()
    await jimin.say(BY_SUHO)
    await expect.poll(async () => (await keptTexts(jimin)).slice(-2)).toEqual([AFTER, BY_SUHO])
  })

  test('a room that the host could not follow for a moment is followed again, and nothing of it is missing', async () => {
    const host = await startHost()
    const room = await busyRoom(host, 1)
    onTestFinished(() => room.end())
    const { http, asked } = await refusingProxy(host, /^\/topic\/rooms\/[^/]+$/)
    const jimin = await arrive(await open(), http, '지민')
    await jimin.openRoom(room.name)
    await expect.poll(() => asked.refused).toBe(1)
    await room.talk(AFTER)
    await jimin.message(AFTER).waitFor()
    expect(asked).toEqual({ refused: 1, passed: 1 })
    expect(await jimin.page.getByTestId('toast').innerText()).toBe('')
  })

  test('the heart-beats of a page come from a worker, which runs on while nobody looks at it', async () => {
    const host = await startHost()
    const jimin = await arrive(await open(), host.http, '지민')
    await jimin.online()
    await expect.poll(() => jimin.page.workers().length).toBe(1)
  })
})

/** Both in one room, each of whom has seen what 지민 said. */
async function bothInRoom(open: OpenWindow, http: string, first?: Page) {
  const jimin = await arrive(first ?? (await open({ expects: HOST_AWAY })), http, '지민')
  await jimin.makeRoom('거실')
  await jimin.say(BEFORE)
  const suho = await arrive(await open({ expects: HOST_AWAY }), http, '수호')
  await suho.enterRoom('거실')
  await suho.message(BEFORE).waitFor()
  return { jimin, suho }
}

/** The texts that have a place in the log, in its order. Throws where something has none. */
async function keptTexts(chat: ChatPage): Promise<string[]> {
  await expect.poll(async () => (await chat.messages()).every(({ seq }) => seq !== null)).toBe(true)
  const messages = await chat.messages()
  const seqs = messages.map(({ seq }) => seq ?? 0)
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  return messages.map(({ text }) => text)
}
