// Receipts: when they leave, in which order, and when they do not.
import { describe, expect, it } from 'vitest'
import { Receipts } from '../../../server/session/receipts.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

describe('Receipts', () => {
  function line() {
    const sent: string[] = []
    return { sent, receipts: new Receipts((id) => sent.push(id)) }
  }

  it('[SE6] leave in the order of their frames, whatever is done first', () => {
    const { sent, receipts } = line()
    const [a, b, c] = [receipts.open('a'), receipts.open('b'), receipts.open('c')]
    c.give()
    b.give()
    expect(sent).toEqual([])
    a.give()
    expect(sent).toEqual(['a', 'b', 'c'])
  })

  it('[SE6] wait for frames that asked for none, and pass by those that were refused', () => {
    const { sent, receipts } = line()
    const [a, b, c] = [receipts.open(null), receipts.open('b'), receipts.open('c')]
    c.give()
    b.withhold()
    expect([sent, receipts.length]).toEqual([[], 3])
    a.give()
    expect([sent, receipts.length]).toEqual([['c'], 0])
  })

  it('[SE10] tell once when all have left', () => {
    const { sent, receipts } = line()
    const a = receipts.open('a')
    receipts.whenEmpty(() => sent.push('empty'))
    expect(sent).toEqual([])
    a.give()
    receipts.open('b').give()
    expect(sent).toEqual(['a', 'empty', 'b'])
  })

  it('[SE10] tell at once where there are none', () => {
    const { sent, receipts } = line()
    receipts.whenEmpty(() => sent.push('empty'))
    expect(sent).toEqual(['empty'])
  })
})

describe('a session', () => {
  async function talking() {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('haneul', roomId)
    chat.log.hold('append')
    return { chat, roomId, client, appends: chat.log.held.append }
  }

  it('[SE5] gives a receipt for a talk when it is durable, not before', async () => {
    const { roomId, client, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    await quiet()
    expect(client.receipts).toEqual([])
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['a'])
  })

  it('[SE6] gives them in order though the appends resolve out of order', async () => {
    const { chat, roomId, client, appends } = await talking()
    for (const message of ['a', 'b', 'c']) client.talk(roomId, message, message)
    await quiet()
    expect(appends).toHaveLength(3)
    appends[2]?.go()
    appends[1]?.go()
    await quiet()
    expect(client.receipts).toEqual([])
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['a', 'b', 'c'])
    expect((await chat.ports.log.head(roomId)).last).toBe(4)
  })

  it('[SE6] lets the receipt of a later SUBSCRIBE wait for the talk before it', async () => {
    const { client, roomId, appends } = await talking()
    client.talk(roomId, 'a')
    client.subscribe('1', '/topic/rooms', { receipt: 'sub' })
    await quiet()
    expect(client.receipts).toEqual([])
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['sub'])
  })

  it('[SE5] gives none for what the store did not keep, says UNAVAILABLE, and goes on', async () => {
    const { chat, client, roomId, appends } = await talking()
    client.subscribe('errors', '/user/queue/errors')
    client.talk(roomId, 'a', 'a')
    client.talk(roomId, 'b', 'b')
    await quiet()
    appends[0]?.fail(outage())
    appends[1]?.go()
    await quiet()
    expect(client.receipts).toEqual(['b'])
    expect(client.bodies('errors')).toMatchObject([{ code: 'UNAVAILABLE', nonce: 'a', receipt: 'a' }])
    expect(client.error).toBeUndefined()
    expect(chat.failures).toHaveLength(1)
  })

  it('[SE5] gives one to a talk that it has kept before', async () => {
    const { chat, client, roomId, appends } = await talking()
    client.talk(roomId, 'same', 'first')
    client.talk(roomId, 'same', 'again')
    await quiet()
    for (const append of appends) append.go()
    await quiet()
    expect(client.receipts).toEqual(['first', 'again'])
    expect((await chat.ports.log.head(roomId)).last).toBe(2)
  })
})
