// SockJS clients that do not fetch, or do not read, what there is for them.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { RoomId } from '../../../../protocol/ids.ts'
import { HANG_UP_PATIENCE } from '../../../../server/hang-up.ts'
import type { MemoryChat } from '../../../support/memory-chat.ts'
import { openSockJs } from '../../../support/raw-sockjs.ts'
import { until } from '../../../support/turns.ts'
import { ask, serveSockJs } from './served-sockjs.ts'

const limits = { outboxBytes: 200_000 }
const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

function hello(roomId: RoomId, headers = ''): string {
  return `${CONNECT}SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\n${headers}receipt:r\n\n\0`
}

/** Somebody talks as often as `goesOn`. Answers with how often that was. */
async function talk(chat: MemoryChat, roomId: RoomId, message: string, goesOn: (talks: number) => boolean) {
  const talker = await chat.member(`talker ${chat.sessions.size}`, roomId)
  let talks = 0
  for (; goesOn(talks); talks += 1) {
    talker.command('talk', roomId, { message, nonce: `${talks}` }, `${talks}`)
    await talker.receipt(`${talks}`)
  }
  expect(talker.error).toBeUndefined()
  return talks
}

/** A chat in which somebody has subscribed to a room by polling, and does not poll. No timer fires by itself. */
async function absentPoller(outboxBytes: number) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { chat, session } = await serveSockJs({ limits: { outboxBytes } })
  const roomId = await chat.createRoom()
  const url = session()
  await ask(`${url}/xhr`)
  await ask(`${url}/xhr_send`, { body: JSON.stringify([hello(roomId)]) })
  expect((await ask(`${url}/xhr`)).body).toContain('CONNECTED')
  const nobodyIsCutOff = (): boolean => chat.context.counts.errors === 0
  return { chat, roomId, url, nobodyIsCutOff }
}

/** Polls, and leaves the answer where it is. */
async function pollWithoutReading(address: string): Promise<Socket> {
  const { port, pathname } = new URL(address)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  socket.write(`POST ${pathname}/xhr HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`)
  await once(socket, 'readable')
  return socket
}

it('[TR15] a client that does not come back to ask is owed no more than the limit', async () => {
  const { chat, roomId, url, nobodyIsCutOff } = await absentPoller(200_000)
  const talks = await talk(chat, roomId, 'a'.repeat(3_800), (talks) => nobodyIsCutOff() && talks < 100)
  // Each is 3,800 bytes and some headers, about 4,150.
  expect(talks).toBeGreaterThan(40)
  expect(talks).toBeLessThan(53)
  expect((await ask(`${url}/xhr`)).body).toContain('code:SLOW_READER')
  expect((await ask(`${url}/xhr`)).body).toMatch(/^c\[1008,/)
  await until(() => chat.sessions.size === 1, 'the end of the session')
})

it(
  '[TR15] a client that asks and never reads is cut off, and its connection ends',
  { timeout: 60_000 },
  async () => {
    // More than the system takes for itself.
    const { chat, roomId, url, nobodyIsCutOff } = await absentPoller(20e6)
    await talk(chat, roomId, '👍🏽'.repeat(4_000), (talks) => talks < 550)
    const socket = await pollWithoutReading(url)
    await talk(chat, roomId, '👍🏽'.repeat(4_000), (talks) => nobodyIsCutOff() && talks < 1_000)
    expect(chat.sessions.size).toBe(3)
    vi.advanceTimersByTime(HANG_UP_PATIENCE)
    expect(chat.sessions.size).toBe(2)
    const closed = once(socket, 'close')
    socket.resume()
    await closed
  },
)

it.each(['xhr', 'xhr_streaming', 'eventsource'] as const)(
  '[BR8] a replay larger than the limit reaches a client by %s that reads on',
  { timeout: 60_000 },
  async (transport) => {
    const { chat, http } = await serveSockJs({ limits })
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    const message = '나'.repeat(4_000)
    for (let count = 0; count < 100; count += 1)
      talker.command('talk', roomId, { message, nonce: `${count}` }, `${count}`)
    await talker.receipt('99')
    const client = await openSockJs(http, transport)
    await client.send(hello(roomId, 'since:0\n'))
    const frames = await client.frames.until(({ body }) => body.includes('CAUGHT_UP'))
    const seqs = frames.flatMap(({ headers }) => headers['seq'] ?? [])
    expect(seqs).toEqual(Array.from({ length: 101 }, (_, index) => `${index + 1}`))
    client.cut()
  },
)
