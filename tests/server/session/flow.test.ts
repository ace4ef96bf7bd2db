// Too much from a client, and too much for one: flow and slow readers.
import { describe, expect, it, vi } from 'vitest'
import { MemoryChat } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet, until } from '../../support/turns.ts'

describe('frames in hand', () => {
  async function flooded(frames: number) {
    const chat = new MemoryChat({ limits: { framesInHand: 8 } })
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId)
    chat.log.hold('append')
    const flood = Array.from({ length: frames }, (_, index) => {
      const body = JSON.stringify({ message: `${index}`, nonce: `${index}` })
      return `SEND\ndestination:/app/rooms/${roomId}/talk\nreceipt:${index}\n\n${body}\0`
    })
    client.sendBytes(flood.join(''))
    await quiet()
    return { chat, client, appends: chat.log.held.append }
  }

  it('[SE12] below the limit are taken as they come', async () => {
    const { client, appends } = await flooded(7)
    expect(appends).toHaveLength(7)
    expect(client.wire.paused).toBe(false)
  })

  it('[SE12] at the limit stop the flow, though they came in one chunk', async () => {
    const { client, appends } = await flooded(100)
    expect(appends).toHaveLength(8)
    expect(client.wire.paused).toBe(true)
  })

  it('[SE12] are gone on with as they are answered, and none is lost', async () => {
    const { client, appends } = await flooded(100)
    for (let done = 0; done < 100; done += 1) {
      await until(() => appends.length > done, `append ${done}`)
      expect(appends.length - done).toBeLessThanOrEqual(8)
      appends[done]?.go()
    }
    await quiet()
    expect(client.receipts).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`))
    expect(client.wire.paused).toBe(false)
  })

  it('[SE12] that are followed by a broken one are answered before it is told', async () => {
    const { client, appends } = await flooded(9)
    client.sendBytes('broken\n\n\0')
    for (let done = 0; done < 9; done += 1) {
      await until(() => appends.length > done, `append ${done}`)
      appends[done]?.go()
    }
    await until(() => client.error !== undefined, 'the ERROR')
    expect(client.receipts).toHaveLength(9)
    expect(client.error).toBe('BAD_FRAME')
  })
})

describe('a slow reader', () => {
  const MESSAGE = 'x'.repeat(1_000)

  /** Somebody who reads nothing, and a function by which they ask for all of a long room, so many times. */
  async function stalledReplays(chat: MemoryChat, times: number): Promise<[MemoryClient, () => void]> {
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    for (let count = 1; count <= 50; count += 1) {
      talker.command('talk', roomId, { message: 'x'.repeat(4_000), nonce: `${count}` })
    }
    await quiet()
    const client = await chat.join('s')
    client.wire.stall()
    const ask = (): void => {
      for (let id = 1; id <= times; id += 1) {
        client.subscribe(`${id}`, `/topic/rooms/${roomId}`, { since: '0' })
      }
    }
    return [client, ask]
  }

  it.each([3_000, 3_001, 3_333, 4_500])(
    '[SE16] is cut off past %i bytes, told why, and others are not',
    async (outboxBytes) => {
      const chat = new MemoryChat({ limits: { outboxBytes } })
      const roomId = await chat.createRoom()
      const [slow, quick, talker] = [
        await chat.join('s'),
        await chat.join('q'),
        await chat.member('t', roomId),
      ]
      for (const client of [slow, quick]) client.subscribe('1', `/topic/rooms/${roomId}`)
      await quiet()
      slow.wire.stall()
      for (let count = 1; count <= 8; count += 1) {
        talker.command('talk', roomId, { message: MESSAGE, nonce: `${count}` }, `${count}`)
        await quiet()
        expect(slow.wire.owed).toBeLessThanOrEqual(outboxBytes + 500)
      }
      expect(slow.error).toBe('SLOW_READER')
      expect(slow.heard.at(-1)?.command).toBe('ERROR')
      expect(slow.wire.ended?.code).toBe(1008)
      expect(slow.heardAs('ERROR')).toHaveLength(1)
      expect(quick.bodies('1')).toHaveLength(8)
      expect(talker.receipts).toHaveLength(8)
    },
  )

  it('[SE16] gets whole frames only, whatever is dropped', async () => {
    const chat = new MemoryChat({ limits: { outboxBytes: 5_000 } })
    const roomId = await chat.createRoom()
    const [slow, talker] = [await chat.join('s'), await chat.member('t', roomId)]
    slow.subscribe('1', `/topic/rooms/${roomId}`)
    await quiet()
    slow.wire.stall()
    for (let count = 1; count <= 9; count += 1) {
      talker.command('talk', roomId, { message: MESSAGE, nonce: `${count}` })
    }
    await quiet()
    const seqs = slow.bodies<{ seq: number }>('1').map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, index) => index + 2))
    expect(slow.heard.at(-1)?.command).toBe('ERROR')
  })

  it('[BR8] is replayed to as fast as it reads, and not cut off for that', async () => {
    const chat = new MemoryChat({ limits: { outboxBytes: 700_000 } })
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    const long = 'x'.repeat(4_000)
    for (let count = 1; count <= 300; count += 1) {
      talker.command('talk', roomId, { message: long, nonce: `${count}` })
    }
    await quiet()
    const slow = await chat.join('s')
    slow.wire.stall()
    slow.subscribe('1', `/topic/rooms/${roomId}`, { since: '0' })
    await quiet(50)
    expect(slow.bodies('1').length).toBeLessThan(100)
    expect(slow.error).toBeUndefined()
    slow.wire.drain()
    await until(() => slow.bodies('1').length === 302, 'the whole replay')
    expect(slow.bodies('1').at(-1)).toEqual({ type: 'CAUGHT_UP', seq: 301 })
  })

  it('[BR8] may ask for many rooms at once', async () => {
    const chat = new MemoryChat({ limits: { outboxBytes: 300_000 } })
    const rooms = await Promise.all(Array.from({ length: 20 }, () => chat.createRoom()))
    const talker = await chat.join('t')
    for (const roomId of rooms) {
      talker.command('enter', roomId)
      for (let count = 1; count <= 20; count += 1) {
        talker.command('talk', roomId, { message: 'x'.repeat(4_000), nonce: `${count}` })
      }
    }
    await quiet(20)
    const slow = await chat.join('s')
    slow.wire.stall()
    for (const roomId of rooms) slow.subscribe(roomId, `/topic/rooms/${roomId}`, { since: '0' })
    await quiet(20)
    for (let reads = 0; reads < 200; reads += 1) {
      slow.wire.drain()
      slow.wire.stall()
      await quiet(2)
    }
    expect(slow.error).toBeUndefined()
    for (const roomId of rooms) expect(slow.bodies(roomId)).toHaveLength(22)
  })

  it('[BR8] that reads nothing has no more read for it than one look, however many rooms it asks for', async () => {
    const chat = new MemoryChat()
    const [client, ask] = await stalledReplays(chat, 30)
    const read = vi.spyOn(chat.log, 'read')
    ask()
    await quiet(50)
    const pages = await Promise.all(read.mock.results.map(({ value }) => value as Promise<unknown[]>))
    expect(pages.flat().length).toBeLessThanOrEqual(16)
    expect(client.wire.owed).toBeLessThan(128 * 1024)
  })

  it('[SE16] that takes nothing of a replay in time is cut off, and one that takes a little is not', async () => {
    const chat = new MemoryChat({ limits: { replayPatience: 5_000 } })
    const [stuck, ask] = await stalledReplays(chat, 2)
    const [slow, askToo] = await stalledReplays(chat, 2)
    ask()
    askToo()
    for (let turn = 0; turn < 4; turn += 1) {
      await chat.advance(4_000)
      slow.wire.take(1_000)
    }
    expect([stuck.error, slow.error]).toEqual(['SLOW_READER', undefined])
    expect(stuck.wire.ended?.code).toBe(1008)
  })

  it('[SE16] that has all of its replays may read as slowly as it likes', async () => {
    const chat = new MemoryChat({ limits: { replayPatience: 5_000 } })
    const roomId = await chat.createRoom()
    const [slow, talker] = [await chat.join('s'), await chat.member('t', roomId)]
    slow.subscribe('1', `/topic/rooms/${roomId}`, { since: '0' })
    await quiet()
    slow.wire.stall()
    talker.talk(roomId, 'hello')
    await chat.advance(60_000)
    expect(slow.error).toBeUndefined()
  })

  it('[SE16] comes back with since and gets what it missed', async () => {
    const chat = new MemoryChat({ limits: { outboxBytes: 300_000 } })
    const roomId = await chat.createRoom()
    const [slow, talker] = [await chat.join('s'), await chat.member('t', roomId)]
    slow.subscribe('1', `/topic/rooms/${roomId}`, { since: '0' })
    await quiet()
    slow.wire.stall()
    for (let count = 1; count <= 100; count += 1) {
      talker.command('talk', roomId, { message: 'x'.repeat(4_000), nonce: `${count}` })
      await quiet(1)
    }
    expect(slow.error).toBe('SLOW_READER')
    const last = slow.bodies<{ seq: number }>('1').at(-1)?.seq ?? 0
    const back = await chat.join('s')
    back.subscribe('1', `/topic/rooms/${roomId}`, { since: `${last}` })
    await quiet()
    const missed = back.bodies<{ seq: number }>('1').map(({ seq }) => seq)
    expect(missed).toEqual([...Array.from({ length: 101 - last }, (_, index) => last + 1 + index), 101])
  })
})
