// What becomes of a conversation whose connection is gone.
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { SessionLimits } from '../../../server/session/context.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet, until } from '../../support/turns.ts'
import { talking } from './talking.ts'

describe('a connection that is gone', () => {
  const talkFrame = (roomId: string, message: string): string =>
    `SEND\ndestination:/app/rooms/${roomId}/talk\n\n${JSON.stringify({ message, nonce: message })}\0`

  it('[SE15] leaves all that had arrived to be done', async () => {
    const { chat, client, roomId } = await talking()
    client.sendBytes(Array.from({ length: 100 }, (_, index) => talkFrame(roomId, `${index}`)).join(''))
    client.wire.close()
    await quiet()
    expect((await chat.ports.log.head(roomId)).last).toBe(101)
    expect(client.commands).toEqual(['CONNECTED'])
  })

  /** Somebody who says more at once than is taken at once, and is gone. */
  async function sayAndGo(limits: Partial<SessionLimits>, after: (roomId: RoomId) => string) {
    const chat = new MemoryChat({ limits })
    const roomId = await chat.createRoom()
    const client = await chat.member('haneul', roomId)
    const said = Array.from({ length: 20 }, (_, index) => talkFrame(roomId, `${index}`)).join('')
    client.sendBytes(said + after(roomId))
    client.wire.close()
    return { chat, roomId, client }
  }

  it('[SE15] leaves also what waited to be done, and nothing of itself when that is so', async () => {
    const { chat, client, roomId } = await sayAndGo({ framesInHand: 4 }, () => '')
    expect(chat.sessions.size).toBe(1)
    await until(() => chat.sessions.size === 0, 'the end of the session')
    await quiet()
    expect((await chat.ports.log.head(roomId)).last).toBe(21)
    expect(client.commands).toEqual(['CONNECTED'])
  })

  it.each([
    ['DISCONNECT', 'DISCONNECT\n\n\0'],
    ['a breach of the protocol', 'SEND\n\n\0'],
    ['a frame that is none', 'none\n\n\0'],
  ])('[SE15] leaves nothing to be done that came after %s, among what waited', async (_what, last) => {
    const after = (roomId: RoomId): string => last + talkFrame(roomId, 'after')
    const { chat, roomId } = await sayAndGo({ framesInHand: 4 }, after)
    await until(() => chat.sessions.size === 0, 'the end of the session')
    await quiet()
    expect((await chat.ports.log.head(roomId)).last).toBe(21)
    expect(chat.failures).toEqual([])
  })

  it.each(['finish', 'release'] as const)(
    '[SE15] leaves what waited where the host has to %s',
    async (end) => {
      const { chat } = await sayAndGo({ framesInHand: 4 }, () => '')
      for (const session of chat.sessions) session[end]('SHUTTING_DOWN')
      expect(chat.sessions.size).toBe(0)
    },
  )

  it.each([
    ['DISCONNECT', 'DISCONNECT\n\n\0'],
    ['a breach of the protocol', 'SEND\n\n\0'],
  ])('[SE15] leaves nothing to be done that came after %s', async (_what, last) => {
    const { chat, client, roomId } = await talking()
    client.sendBytes(`${talkFrame(roomId, 'a')}${last}${talkFrame(roomId, 'b')}`)
    client.wire.close()
    await quiet()
    expect((await chat.ports.log.head(roomId)).last).toBe(2)
  })

  it('[SE15] leaves what was taken on to be done, and is told nothing more', async () => {
    const { chat, client, roomId, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    await quiet()
    client.wire.close()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual([])
    expect((await chat.ports.log.head(roomId)).last).toBe(2)
    expect(chat.failures).toEqual([])
  })

  it('[SE15] takes its subscriptions with it, also one that was being made', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.join('a')
    chat.log.hold('follow')
    client.subscribe('1', `/topic/rooms/${roomId}`, { since: '0' })
    await quiet()
    client.wire.close()
    chat.log.held.follow[0]?.go()
    const other = await chat.member('b', roomId)
    other.talk(roomId, 'hello')
    await quiet()
    expect(client.heardAs('MESSAGE')).toEqual([])
    expect(client.wire.writes).toHaveLength(1)
  })

  it('[SE15] leaves nothing to be done that came after an id in use, also of a subscription that was being made', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('haneul', roomId)
    chat.log.hold('follow')
    for (const _ of [1, 2]) client.subscribe('1', `/topic/rooms/${roomId}`, { since: '0' })
    client.sendBytes(talkFrame(roomId, 'after'))
    await quiet()
    client.wire.close()
    for (const at of [0, 1]) {
      chat.log.held.follow[at]?.go()
      await quiet()
    }
    expect((await chat.ports.log.head(roomId)).last).toBe(1)
    expect(chat.failures).toEqual([])
  })

  it('[SE15] is closed once', async () => {
    const { chat, client } = await talking()
    client.wire.close()
    client.wire.close()
    await quiet()
    expect(chat.sessions.size).toBe(0)
  })
})
