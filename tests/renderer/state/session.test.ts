import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MemoryStorage } from '../../../renderer/connection/outbox-storage.ts'
import { Credentials } from '../../../renderer/connection/sign-in.ts'
import { Session } from '../../../renderer/state/session.svelte.ts'
import { NOON, userId } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const HOST = { hostId: 'host-1', name: 'Host', version: '1', password: false }
const ROOM = { roomId: 'room-1', name: 'Room', members: 0, createdAt: NOON }

/** A connection that is made at once, and on which nothing is ever said. */
class WillingSocket {
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: () => void = () => {}
  onmessage: (message: { data: string }) => void = () => {}
  constructor() {
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen()
    })
  }
  send(frame: string | Uint8Array): void {
    const isConnect = String(frame).startsWith('CONNECT')
    if (isConnect) queueMicrotask(() => this.onmessage({ data: 'CONNECTED\nversion:1.2\n\n\0' }))
  }
  close(): void {}
}

function start() {
  const world = { away: true, asked: 0 }
  vi.stubGlobal('WebSocket', WillingSocket)
  vi.stubGlobal('fetch', async () => {
    world.asked += 1
    if (world.away) throw new TypeError('fetch failed')
    return new Response(JSON.stringify({ rooms: [ROOM] }))
  })
  const user = { userId: userId('mina'), name: 'Mina' }
  const signedIn = { token: 't', refreshToken: 'r', expiresAt: Date.now() + 3_600_000, user }
  const kept = { values: new MemoryValues(), storage: new MemoryStorage() }
  const credentials = new Credentials('http://host', signedIn, () => {})
  const place = { host: HOST, origin: 'http://host', own: false, firstRoom: null }
  const session = new Session({ ...place, ...kept, credentials })
  session.start()
  return { session, world }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('asks for the rooms until the host tells them', async () => {
  const { session, world } = start()
  await vi.waitFor(() => expect(world.asked).toBe(1))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([world.asked > 2, session.rooms.loaded]).toEqual([true, false])
  world.away = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(session.rooms.list).toEqual([ROOM])
  session.close()
})

test('asks for nothing any more when it is closed', async () => {
  const { session, world } = start()
  await vi.waitFor(() => expect(world.asked).toBe(1))
  session.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(world.asked).toBe(1)
})
