// BEGIN, COMMIT and ABORT: all together, or nothing (STOMP 1.2, BEGIN; COMMIT; ABORT).
import { describe, expect, it } from 'vitest'
import { APP, inRoom } from '../../../protocol/destinations.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

async function member(options: MemoryChatOptions = {}) {
  const chat = new MemoryChat(options)
  const roomId = await chat.createRoom()
  const client = await chat.member('a', roomId)
  client.subscribe('errors', '/user/queue/errors')
  await quiet()
  const talk = (message: string, headers: Record<string, string>) =>
    client.send(
      'SEND',
      { destination: `/app/rooms/${roomId}/talk`, ...headers },
      JSON.stringify({ message, nonce: message.trim() || 'blank' }),
    )
  const lines = async () => {
    const entries = await chat.ports.log.read(roomId, { after: 1 as never, limit: 999 })
    return entries.map(({ message }) => message)
  }
  const refusals = () => client.bodies<RefusalBody>('errors')
  return { chat, roomId, client, talk, lines, refusals }
}

describe('a transaction', () => {
  it('[SE26] does nothing before its COMMIT, then all in the order of its frames', async () => {
    const { client, talk, lines } = await member()
    client.send('BEGIN', { transaction: 't', receipt: 'begun' })
    talk('1', { transaction: 't', receipt: 'held' })
    talk('alone', {})
    talk('2', { transaction: 't' })
    await quiet()
    expect(client.receipts).toEqual(['begun', 'held'])
    expect(await lines()).toEqual(['alone'])
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await client.receipt('done')
    expect(await lines()).toEqual(['alone', '1', '2'])
  })

  it('[SE26] has the receipt of its COMMIT when all is kept, not before', async () => {
    const { chat, client, talk } = await member()
    chat.log.hold('append')
    client.send('BEGIN', { transaction: 't' })
    talk('1', { transaction: 't' })
    talk('2', { transaction: 't' })
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await quiet()
    chat.log.held.append[0]?.go()
    await quiet()
    expect(client.receipts).toEqual([])
    chat.log.held.append[1]?.go()
    await client.receipt('done')
  })

  it('[SE27] does nothing at ABORT', async () => {
    const { client, talk, lines } = await member()
    client.send('BEGIN', { transaction: 't' })
    talk('1', { transaction: 't' })
    client.send('ABORT', { transaction: 't', receipt: 'over' })
    await client.receipt('over')
    expect(await lines()).toEqual([])
  })

  it.each([
    ['DISCONNECT', 'disconnect'],
    ['a closed connection', 'close'],
    ['a breach of the protocol', 'breach'],
  ])('[SE27] does nothing at %s', async (_what, end) => {
    const { client, talk, lines } = await member()
    client.send('BEGIN', { transaction: 't' })
    talk('1', { transaction: 't' })
    if (end === 'disconnect') client.send('DISCONNECT')
    else if (end === 'close') client.wire.close()
    else client.sendBytes('broken\n\n\0')
    await quiet()
    expect(await lines()).toEqual([])
  })

  it('[SE26] is not done at all where one of its frames is refused, which is told with the COMMIT', async () => {
    const { client, roomId, talk, lines, refusals } = await member()
    client.send('BEGIN', { transaction: 't' })
    talk('good', { transaction: 't' })
    talk(' ', { transaction: 't' })
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await quiet()
    expect(await lines()).toEqual([])
    expect(client.receipts).toEqual([])
    const destination = `/app/rooms/${roomId}/talk`
    expect(refusals()).toMatchObject([{ code: 'BAD_MESSAGE', destination, nonce: 'blank', receipt: 'done' }])
    talk('after', { receipt: 'after' })
    await client.receipt('after')
    client.send('COMMIT', { transaction: 't' })
    await quiet()
    expect(client.error).toBe('NO_SUCH_TRANSACTION')
  })

  it('[SE26] that the store cannot keep is told as an outage', async () => {
    const { chat, client, talk, refusals } = await member()
    chat.log.hold('append')
    client.send('BEGIN', { transaction: 't' })
    talk('1', { transaction: 't' })
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await quiet()
    chat.log.held.append[0]?.fail(outage())
    await quiet()
    expect(refusals()).toMatchObject([{ code: 'UNAVAILABLE', receipt: 'done' }])
  })

  it('[SE26] is done whole also where its parts change what another of them was checked against', async () => {
    const { chat, client, roomId, talk, lines } = await member()
    const part = (command: 'leave' | 'typing') =>
      client.send('SEND', { destination: inRoom(APP[command], roomId), transaction: 't' }, '{}')
    client.send('BEGIN', { transaction: 't' })
    talk('goodbye', { transaction: 't' })
    part('leave')
    part('typing')
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await client.receipt('done')
    expect(await lines()).toEqual(['goodbye', ''])
    expect(chat.failures).toEqual([])
  })

  it('[SE26] does one after the other what changes the same', async () => {
    const { chat, client, roomId } = await member()
    client.send('BEGIN', { transaction: 't' })
    for (const command of ['leave', 'enter'] as const)
      client.send('SEND', { destination: inRoom(APP[command], roomId), transaction: 't' }, '{}')
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await client.receipt('done')
    const entries = await chat.ports.log.read(roomId, { after: 0 as never, limit: 9 })
    expect(entries.map(({ type }) => type)).toEqual(['ENTER', 'LEAVE', 'ENTER'])
  })

  it('[SE26] may stand beside others', async () => {
    const { client, talk, lines } = await member()
    for (const transaction of ['a', 'b', 'c']) client.send('BEGIN', { transaction })
    for (const text of ['b1', 'a1', 'c1', 'a2']) talk(text, { transaction: text.charAt(0) })
    client.send('COMMIT', { transaction: 'a' })
    client.send('ABORT', { transaction: 'c' })
    client.send('COMMIT', { transaction: 'b', receipt: 'done' })
    await client.receipt('done')
    expect(await lines()).toEqual(['a1', 'a2', 'b1'])
  })
})

describe('an acknowledgement in a transaction', () => {
  async function listening() {
    const room = await member()
    room.client.subscribe('s', `/topic/rooms/${room.roomId}`, { ack: 'client', 'prefetch-count': '1' })
    await quiet()
    room.talk('1', {})
    room.talk('2', {})
    await quiet()
    const sent = () => room.client.heardAs('MESSAGE').filter(({ headers }) => headers['subscription'] === 's')
    const ack = () => room.client.send('ACK', { id: sent().at(-1)?.headers['ack'] ?? '', transaction: 't' })
    room.client.send('BEGIN', { transaction: 't' })
    return { ...room, sent, ack }
  }

  it('[SE26] frees its place at COMMIT', async () => {
    const { client, sent, ack } = await listening()
    ack()
    await quiet()
    expect(sent()).toHaveLength(1)
    client.send('COMMIT', { transaction: 't' })
    await quiet()
    expect(sent()).toHaveLength(2)
  })

  it('[SE27] frees nothing at ABORT', async () => {
    const { client, sent, ack } = await listening()
    ack()
    client.send('ABORT', { transaction: 't' })
    await quiet()
    expect(sent()).toHaveLength(1)
  })

  it('[SE26] of what waits for none keeps the whole from being done', async () => {
    const { client, talk, lines, refusals } = await listening()
    talk('3', { transaction: 't' })
    client.send('ACK', { id: 'x', transaction: 't' })
    client.send('COMMIT', { transaction: 't', receipt: 'done' })
    await quiet()
    expect(refusals()).toMatchObject([{ code: 'NOTHING_TO_ACK', receipt: 'done' }])
    expect(await lines()).toEqual(['1', '2'])
  })

  it('[SE26] frees nothing where the rest cannot be kept', async () => {
    const { chat, client, talk, sent, ack } = await listening()
    chat.log.hold('append')
    ack()
    talk('3', { transaction: 't' })
    client.send('COMMIT', { transaction: 't' })
    await quiet()
    chat.log.held.append.at(-1)?.fail(outage())
    await quiet()
    expect(sent()).toHaveLength(1)
  })
})

describe('a breach', () => {
  it.each(['BEGIN', 'COMMIT', 'ABORT'])('[SE28] %s without a transaction is an ERROR', async (command) => {
    const { client } = await member()
    client.send(command, { receipt: 'r' })
    await quiet()
    expect(client.heardAs('ERROR')[0]?.headers).toMatchObject({ code: 'MISSING_HEADER', 'receipt-id': 'r' })
  })

  it.each(['SEND', 'ACK', 'NACK', 'COMMIT', 'ABORT'])(
    '[SE28] %s of a transaction that was not begun is an ERROR',
    async (command) => {
      const { client } = await member()
      client.send(command, { transaction: 't', destination: '/app/x', id: '1' })
      await quiet()
      expect(client.error).toBe('NO_SUCH_TRANSACTION')
    },
  )

  it('[SE28] an id that is in use is an ERROR; one that is over may be used again', async () => {
    const { client } = await member()
    client.send('BEGIN', { transaction: 't' })
    client.send('ABORT', { transaction: 't' })
    client.send('BEGIN', { transaction: 't', receipt: 'again' })
    await client.receipt('again')
    client.send('BEGIN', { transaction: 't' })
    await quiet()
    expect(client.error).toBe('DUPLICATE_TRANSACTION')
  })
})

describe('limits', () => {
  it('[SE28] so many may be open, and not one more', async () => {
    const { client } = await member({ limits: { transactionsPerSession: 3 } })
    for (const transaction of ['1', '2', '3']) client.send('BEGIN', { transaction, receipt: transaction })
    await client.receipt('3')
    client.send('BEGIN', { transaction: '4' })
    await quiet()
    expect(client.error).toBe('TOO_MANY_TRANSACTIONS')
  })

  it('[SE28] one may hold so many frames, and not one more', async () => {
    const { client, talk, lines } = await member({ limits: { transactionFrames: 3 } })
    client.send('BEGIN', { transaction: 't' })
    for (const text of ['1', '2', '3']) talk(text, { transaction: 't', receipt: text })
    await client.receipt('3')
    talk('4', { transaction: 't' })
    client.send('COMMIT', { transaction: 't' })
    await quiet()
    expect(client.error).toBe('TRANSACTION_TOO_LARGE')
    expect(await lines()).toEqual([])
  })

  it('[SE28] and so many bytes, and not one more', async () => {
    const headers = { destination: '/app/x', transaction: 't' }
    const size = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    const { client } = await member({ limits: { transactionBytes: 2 * (size + 10) } })
    client.send('BEGIN', { transaction: 't', receipt: 'begun' })
    // Without content-length, which would count too.
    const part = (body: string): void =>
      client.sendBytes(`SEND\ndestination:/app/x\ntransaction:t\n\n${body}\0`)
    part('x'.repeat(10))
    part('x'.repeat(10))
    client.send('BEGIN', { transaction: 'u', receipt: 'at the limit' })
    await client.receipt('at the limit')
    client.send('ABORT', { transaction: 't' })
    client.send('BEGIN', { transaction: 't' })
    part('x'.repeat(10))
    part('x'.repeat(11))
    await quiet()
    expect(client.error).toBe('TRANSACTION_TOO_LARGE')
  })

  it('[SE28] an id may have so many bytes, and not one more', async () => {
    const { client } = await member({ limits: { transactionIdBytes: 6 } })
    client.send('BEGIN', { transaction: '가나', receipt: 'r' })
    await client.receipt('r')
    client.send('BEGIN', { transaction: '가나a' })
    await quiet()
    expect(client.error).toBe('BAD_HEADER')
  })
})
