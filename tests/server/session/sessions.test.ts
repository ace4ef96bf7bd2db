// All sessions together: their clock, and their common end.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inRoom, TOPIC } from '../../../protocol/destinations.ts'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { Sessions } from '../../../server/session/sessions.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

describe('Sessions', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function open(count: number) {
    const chat = new MemoryChat()
    const sessions = new Sessions(chat.context)
    const clients = Array.from({ length: count }, () => new MemoryClient((wire) => sessions.open(wire)))
    return { chat, sessions, clients }
  }

  it('[SE14] are watched by one clock', async () => {
    const { chat, sessions, clients } = open(2)
    clients[0]?.send('CONNECT', { nickname: 'a' })
    await quiet()
    chat.now += LIMITS.connectTimeout
    vi.advanceTimersByTime(250)
    await quiet()
    expect(clients.map(({ error }) => error)).toEqual([undefined, 'CONNECT_TIMEOUT'])
    expect(sessions.size).toBe(1)
    expect(vi.getTimerCount()).toBe(1)
  })

  it('[SE13] end together: the promise waits for the last of them', async () => {
    const { sessions, clients } = open(3)
    for (const client of clients) client.send('CONNECT', { nickname: 'a' })
    clients[1]?.wire.stall()
    await quiet()
    let done = false
    const closing = sessions.close().then(() => (done = true))
    await quiet()
    expect(clients.map(({ error }) => error)).toEqual(['SHUTTING_DOWN', 'SHUTTING_DOWN', 'SHUTTING_DOWN'])
    expect([sessions.size, done]).toEqual([1, false])
    clients[1]?.wire.drain()
    await closing
    expect([sessions.size, vi.getTimerCount()]).toEqual([0, 0])
  })

  it('[SE40] drain a few at a time, until each has been told', async () => {
    const { sessions, clients } = open(4)
    for (const client of clients) client.send('CONNECT', { nickname: 'a' })
    await quiet()
    const drained = sessions.drain(1_000)
    await quiet()
    expect(clients.map(({ error }) => error)).toEqual(['SHUTTING_DOWN', undefined, undefined, undefined])
    await drained
    await quiet()
    expect(clients.map(({ error }) => error)).toEqual(clients.map(() => 'SHUTTING_DOWN'))
    expect(sessions.size).toBe(0)
  })

  it('[SE38] end where the sign-in that they came in by is over, and no others', async () => {
    const chat = new MemoryChat({
      authenticate: async (headers) => {
        const nickname = headers.get('nickname') ?? ''
        const person = { userId: nickname as UserId, name: nickname }
        return { person, pass: { family: nickname, endsAt: Infinity } }
      },
    })
    const sessions = new Sessions(chat.context)
    const clients = ['a', 'b', 'a', null].map((nickname) => {
      const client = new MemoryClient((wire) => sessions.open(wire))
      if (nickname !== null) client.send('CONNECT', { nickname })
      return client
    })
    await quiet()
    sessions.revoke('a')
    await quiet()
    expect(clients.map(({ error }) => error)).toEqual([
      'TOKEN_REVOKED',
      undefined,
      'TOKEN_REVOKED',
      undefined,
    ])
  })

  it('[ND2] are all looked at where it may have been missed who lost the right to read', async () => {
    const { chat, sessions, clients } = open(130)
    const rooms = [await chat.createRoom(), await chat.createRoom()]
    for (const [at, client] of clients.entries()) {
      client.send('CONNECT', { nickname: `u${at}` })
      client.subscribe('errors', TOPIC.errors)
      for (const [nth, roomId] of rooms.entries()) client.subscribe(`${nth}`, inRoom(TOPIC.room, roomId))
    }
    await quiet(20)
    const [, closed = '' as RoomId] = rooms
    // Nobody is told of these.
    await chat.ports.directory.ban(closed, { userId: 'u7' as UserId, name: 'u7' }, 1)
    await chat.ports.directory.ban(closed, { userId: 'u120' as UserId, name: 'u120' }, 1)
    sessions.accessChanged(null)
    await quiet(20)
    const refused = clients.map((client) => client.bodies<RefusalBody>('errors').map(({ code }) => code))
    expect(
      refused.map((codes, at) => (codes.length > 0 ? `u${at} ${codes.join()}` : '')).filter(Boolean),
    ).toEqual(['u7 BANNED', 'u120 BANNED'])
  })

  it('[ND2] are looked at again for as long as it cannot be found out, and nobody loses anything meanwhile', async () => {
    const { chat, sessions, clients } = open(2)
    const roomId = await chat.createRoom()
    for (const [at, client] of clients.entries()) {
      client.send('CONNECT', { nickname: `u${at}` })
      client.subscribe('errors', TOPIC.errors)
      client.subscribe('room', inRoom(TOPIC.room, roomId))
    }
    await quiet(20)
    await chat.ports.directory.ban(roomId, { userId: 'u1' as UserId, name: 'u1' }, 1)
    const broken = vi.spyOn(chat.ports.directory, 'room').mockRejectedValue(outage())
    const refused = () =>
      clients.map((client) => client.bodies<RefusalBody>('errors').map(({ code }) => code))
    sessions.accessChanged(null)
    await quiet(20)
    vi.advanceTimersByTime(250)
    await quiet(20)
    expect(refused()).toEqual([[], []])
    broken.mockRestore()
    vi.advanceTimersByTime(250)
    await quiet(20)
    expect(refused()).toEqual([[], ['BANNED']])
  })

  it('[SE13] end at once where there are none', async () => {
    const { sessions } = open(0)
    await sessions.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
