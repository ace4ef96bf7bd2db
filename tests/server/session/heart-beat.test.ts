// Beats on time, and peers that are given up: by the server's clock alone.
import { describe, expect, it } from 'vitest'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

describe('beats of the server', () => {
  it('[SE3] come at least as often as was agreed, and not where none were', async () => {
    const chat = new MemoryChat()
    const [beaten, unbeaten] = [await chat.join('a', { 'heart-beat': '0,2000' }), await chat.join('b')]
    for (let interval = 1; interval <= 10; interval += 1) {
      await chat.advance(2_000)
      expect(beaten.beats).toBeGreaterThanOrEqual(interval)
    }
    expect(beaten.beats).toBeLessThan(20)
    expect(unbeaten.beats).toBe(0)
  })

  it('[SE3] are not needed while there is something to say', async () => {
    const chat = new MemoryChat({ limits: { subscriptionsPerDestination: 20 } })
    const client = await chat.join('a', { 'heart-beat': '0,1000' })
    for (let turn = 0; turn < 20; turn += 1) {
      client.subscribe(`${turn}`, '/topic/rooms', { receipt: `${turn}` })
      await chat.advance(250)
    }
    expect(client.receipts).toHaveLength(20)
    expect(client.beats).toBe(0)
  })
})

describe('a client that agreed to beat', () => {
  it('[SE3] is given up after twice its interval, not before', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'heart-beat': '1000,0' })
    await chat.advance(2_000)
    expect(client.error).toBeUndefined()
    await chat.advance(250)
    expect(client.error).toBe('SILENT_PEER')
    expect(client.wire.ended?.code).toBe(1008)
  })

  it.each([
    ['a line feed', '\n'],
    ['part of a frame', 'S'],
  ])('[SE3] is heard by any byte: %s', async (_what, byte) => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'heart-beat': '1000,0' })
    for (let turn = 0; turn < 5; turn += 1) {
      await chat.advance(2_000)
      client.sendBytes(byte)
    }
    expect(client.error).toBeUndefined()
  })

  it('[SE3] is heard while a message takes long to come', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'heart-beat': '1000,0' })
    for (let turn = 0; turn < 5; turn += 1) {
      await chat.advance(2_000)
      client.wire.sendPart(1)
    }
    expect(client.error).toBeUndefined()
  })

  it('[SE3] is not held to it where it did not', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'heart-beat': '0,1000' })
    await chat.advance(60_000)
    expect(client.error).toBeUndefined()
  })

  it('[SE3] [SE12] is not found silent while the server does not let it speak', async () => {
    const chat = new MemoryChat({ limits: { framesInHand: 2 } })
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId, { 'heart-beat': '1000,0' })
    chat.log.hold('append')
    client.talk(roomId, '1')
    client.talk(roomId, '2')
    await quiet()
    expect(client.wire.paused).toBe(true)
    await chat.advance(10_000)
    expect(client.error).toBeUndefined()
  })
})
