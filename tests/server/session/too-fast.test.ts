// A client that is too fast: what it is told, what is done all the same, and that the others have their turn.
import { describe, expect, it } from 'vitest'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'
import { quiet, until } from '../../support/turns.ts'

const RATES = {
  // One each for SUBSCRIBE to the refusals and for the ENTER, and three more.
  commandRate: { perSecond: 10, burst: 5 },
  commandRatePerAddress: { perSecond: 1_000, burst: 1_000 },
  refusalRate: { perSecond: 5, burst: 2 },
  byteRate: { perSecond: 100_000, burst: 100_000 },
  byteRatePerAddress: { perSecond: 100_000, burst: 100_000 },
}

async function joined(options: MemoryChatOptions) {
  const chat = new MemoryChat(options)
  const roomId = await chat.createRoom()
  const client = await chat.join('a')
  client.subscribe('errors', '/user/queue/errors')
  client.command('enter', roomId)
  await quiet()
  return { chat, roomId, client, refusals: () => client.bodies<RefusalBody>('errors') }
}

describe('a SEND too many', () => {
  it('[SE29] is refused with the time to send it again, is not done, and the session goes on', async () => {
    const { chat, client, roomId, refusals } = await joined({ rates: RATES })
    for (const message of ['1', '2', '3', '4']) client.talk(roomId, message, message)
    await quiet()
    expect(client.receipts).toEqual(['1', '2', '3'])
    expect(refusals()).toMatchObject([{ code: 'TOO_FAST', nonce: '4', receipt: '4', retryAfter: 100 }])
    chat.now += 100
    client.talk(roomId, '4', 'again')
    await client.receipt('again')
    // The ENTER is the first.
    expect((await chat.log.head(roomId)).last).toBe(5)
  })

  it('[SE31] is told, until its client only wastes the host’s time: then its bytes wait', async () => {
    const { chat, client, roomId, refusals } = await joined({ rates: RATES })
    for (let count = 0; count < 50; count += 1) client.talk(roomId, `${count}`)
    await quiet()
    expect(refusals()).toHaveLength(2)
    expect(client.wire.paused).toBe(true)
    await chat.advance(1_000)
    expect(refusals().length).toBeGreaterThan(2)
    expect(client.error).toBeUndefined()
    await chat.advance(20_000)
    await until(() => !client.wire.paused, 'the end of the pause')
    const { last } = await chat.log.head(roomId)
    // The ENTER is the first of the log.
    expect(refusals().length + last - 1).toBe(50)
  })

  it('[SE31] counts with refusals of every kind', async () => {
    const { client } = await joined({ rates: RATES })
    for (const id of ['x', 'y']) client.send('ACK', { id })
    await quiet()
    expect(client.wire.paused).toBe(true)
  })
})

describe('what would be half done without it', () => {
  it('[SE30] is done, as slowly as it may be', async () => {
    const { chat, client, roomId } = await joined({ rates: RATES })
    client.send('BEGIN', { transaction: 't' })
    const talk = (nonce: string) => JSON.stringify({ message: nonce, nonce })
    const destination = `/app/rooms/${roomId}/talk`
    for (const nonce of ['1', '2', '3']) client.send('SEND', { destination, transaction: 't' }, talk(nonce))
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await quiet()
    expect(client.wire.paused).toBe(true)
    expect((await chat.log.head(roomId)).last).toBe(1)
    await chat.advance(1_000)
    await client.receipt('done')
    expect((await chat.log.head(roomId)).last).toBe(4)
  })

  it('[SE30] comes though it is much: a DISCONNECT is answered', async () => {
    const { client, roomId } = await joined({ rates: RATES })
    for (let count = 0; count < 4; count += 1) client.talk(roomId, `${count}`)
    client.send('DISCONNECT', { receipt: 'bye' })
    await client.receipt('bye')
  })
})

describe('bytes without end', () => {
  it('[SE33] wait as soon as they are too many, also those of what is never whole, and go on when they may', async () => {
    const { chat, client } = await joined({ rates: RATES })
    client.wire.sendPart(90_000)
    expect(client.wire.paused).toBe(false)
    client.wire.sendPart(10_000)
    expect(client.wire.paused).toBe(true)
    await chat.advance(2_000)
    expect(client.wire.paused).toBe(false)
    expect(client.error).toBeUndefined()
  })
})

describe('a network that is too fast', () => {
  it('[SE33] keeps nobody of it out for longer than its bytes wait', async () => {
    const chat = new MemoryChat({ rates: { ...RATES, byteRate: { perSecond: 1e9, burst: 1e9 } } })
    const hasty = await chat.join('hasty')
    hasty.sendBytes('\n'.repeat(150_000))
    const other = await chat.join('other')
    expect(other.wire.paused).toBe(true)
    await chat.advance(2_000)
    expect(other.commands).toEqual(['CONNECTED'])
  })
})

describe('much at once', () => {
  it('[SE32] is done in portions, and others have their turn between them', async () => {
    const { chat, client, roomId } = await joined({ limits: { framesInHand: 8 } })
    const typing = `SEND\ndestination:/app/rooms/${roomId}/typing\n\n{}\0`
    const before = chat.context.counts.framesIn
    client.sendBytes(typing.repeat(100))
    const done = () => chat.context.counts.framesIn - before
    let turns = 0
    for (; done() < 100; turns += 1) await quiet(1)
    expect(turns).toBeGreaterThanOrEqual(100 / 8 - 1)
  })

  it('[SE12] is less at a time of a client for whom rates hold', async () => {
    const rates = { ...RATES, commandRate: { perSecond: 100, burst: 100 } }
    const { chat, client, roomId } = await joined({ rates, limits: { pacedFramesInHand: 4 } })
    chat.log.hold('append')
    for (const message of ['1', '2', '3']) client.talk(roomId, message)
    await quiet()
    expect(client.wire.paused).toBe(false)
    client.talk(roomId, '4')
    await quiet()
    expect(client.wire.paused).toBe(true)
  })

  it('[SE12] is limited by its bytes too, at the limit and not below', async () => {
    const { chat, client, roomId } = await joined({ limits: { bytesInHand: 10_000 } })
    chat.log.hold('append')
    const talk = (message: string) => client.command('talk', roomId, { message, nonce: message.slice(0, 60) })
    for (const letter of ['a', 'b', 'c']) talk(letter.repeat(3_000))
    await quiet()
    expect(client.wire.paused).toBe(false)
    talk('d'.repeat(1_000))
    await quiet()
    expect(client.wire.paused).toBe(true)
  })
})
