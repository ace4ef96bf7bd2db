// All sessions together: their clock, and their common end.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { Sessions } from '../../../server/session/sessions.ts'
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

  it('[SE13] end at once where there are none', async () => {
    const { sessions } = open(0)
    await sessions.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
