// What all clients together have the host hold: at the bound, past it, and who has to go.
import { describe, expect, it } from 'vitest'
import { relieve } from '../../../server/session/relief.ts'
import { heapInUse } from '../../support/heap-in-use.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

/** Who of these is ended, by what they have the host hold. */
function ended(held: number[], limit: number): number[] {
  const gone: number[] = []
  relieve(
    held.map((bytes) => ({ held: bytes, release: () => gone.push(bytes) })),
    limit,
  )
  return gone
}

describe('what is held for all clients', () => {
  it('[SE34] may be as much as the limit', () => {
    expect(ended([10, 60, 0, 30], 100)).toEqual([])
  })

  it.each([
    [99, [60]],
    [40, [60]],
    [39, [60, 30]],
    [0, [60, 30, 10]],
  ])('[SE34] past a limit of %i ends those that have it hold the most', (limit, gone) => {
    expect(ended([10, 60, 0, 30], limit)).toEqual(gone)
  })
})

describe('what is held for a client', () => {
  it('[SE34] is what it is owed, what is not whole, what is not done, and what waits for a COMMIT', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId)
    const [session] = chat.sessions
    const held = () => session?.held ?? NaN
    expect(held()).toBe(0)
    client.sendBytes('SEND\nx:')
    expect(held()).toBe(7)
    client.sendBytes('\ndestination:d\ntransaction:t\n')
    client.wire.sendPart(100)
    expect(held()).toBe(7 + 29 + 100)
    client.wire.owed = 1_000
    expect(held()).toBe(7 + 29 + 100 + 1_000)
    await quiet()
  })

  it('[SE34] that waits for a COMMIT in many small frames counts as the memory that these take', async () => {
    const short = Array.from({ length: 62 }, (_, index) => `${String.fromCodePoint(0x3b1 + index)}:`)
    const frame = ['SEND', 'destination:d', 'transaction:t', ...short].join('\n')
    const rounds: { held: number; grown: number }[] = []
    // What others have left behind may be let go of during one of them.
    while (rounds.length < 5) {
      const chat = new MemoryChat()
      const client = await chat.join('a')
      client.send('BEGIN', { transaction: 't' })
      await quiet()
      const before = heapInUse()
      for (let count = 0; count < 200; count += 1) client.sendBytes(`${frame}\n\n\0`)
      await quiet()
      rounds.push({ grown: heapInUse() - before, held: [...chat.sessions][0]?.held ?? 0 })
    }
    const [, , { grown, held } = expect.fail()] = rounds.toSorted((one, other) => one.grown - other.grown)
    expect(held).toBeGreaterThan(grown / 2)
    expect(held).toBeLessThan(grown * 2)
  })

  it('[SE34] counts what waits to be acknowledged, until it is', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId)
    const [session] = chat.sessions
    client.subscribe('s', `/topic/rooms/${roomId}`, { ack: 'client', 'prefetch-count': '1000' })
    for (let count = 1; count <= 100; count += 1) client.talk(roomId, `${count}`, `${count}`)
    await client.receipt('100')
    expect(session?.held).toBeGreaterThan(100 * 40)
    client.send('ACK', { id: client.heardAs('MESSAGE').at(-1)?.headers['ack'] ?? '' })
    await quiet()
    expect(session?.held).toBe(0)
  })

  it('[SE34] that waits for a COMMIT counts until the transaction is over', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a')
    const [session] = chat.sessions
    client.send('BEGIN', { transaction: 't' })
    client.send('SEND', { transaction: 't', destination: 'd' }, 'x'.repeat(1_000))
    await quiet()
    expect(session?.held).toBeGreaterThan(1_000)
    client.send('ABORT', { transaction: 't' })
    await quiet()
    expect(session?.held).toBe(0)
  })

  it('[SE34] is gone at last, also where its client takes no notice', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a')
    client.wire.stall()
    for (const session of chat.sessions) session.release()
    await quiet()
    expect([client.error, chat.sessions.size]).toEqual(['HOST_FULL', 1])
    for (const session of chat.sessions) session.release()
    expect(chat.sessions.size).toBe(0)
  })

  it('[SE34] is gone when it is ended, with the reason', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a')
    for (const session of chat.sessions) session.release()
    await quiet()
    expect(client.error).toBe('HOST_FULL')
    expect(chat.sessions.size).toBe(0)
  })
})
