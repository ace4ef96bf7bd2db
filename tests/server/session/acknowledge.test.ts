// Subscriptions whose messages the client acknowledges, in each version (STOMP 1.2, SUBSCRIBE ack Header; ACK; NACK).
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'
import type { Heard, MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const MODES = ['client', 'client-individual'] as const

async function listening(
  subscribe: Record<string, string>,
  { version = '1.2', ...options }: MemoryChatOptions & { version?: string } = {},
) {
  const chat = new MemoryChat(options)
  const roomId = await chat.createRoom()
  const talker = await chat.member('talker', roomId)
  const client = await chat.join('listener', { 'accept-version': version })
  client.subscribe('errors', '/user/queue/errors')
  client.subscribe('s', `/topic/rooms/${roomId}`, subscribe)
  await quiet()
  let said = 0
  const say = async (...texts: string[]) => {
    for (const message of texts) talker.command('talk', roomId, { message, nonce: `n${(said += 1)}` })
    await quiet()
  }
  const sent = () => client.heardAs('MESSAGE').filter(({ headers }) => headers['subscription'] === 's')
  return { chat, roomId, client, say, sent }
}

const texts = (frames: Heard[]) => frames.map(({ body }) => (JSON.parse(body) as Entry).message)
const refusals = (client: MemoryClient) => client.bodies<RefusalBody>('errors').map(({ code }) => code)

/** Acknowledges as the client's version does. */
function answer(client: MemoryClient, command: 'ACK' | 'NACK', frame: Heard | undefined, extra = {}): void {
  const { ack = '', 'message-id': message = '', subscription = '' } = frame?.headers ?? {}
  const names = {
    '1.2': { id: ack },
    '1.1': { 'message-id': message, subscription },
    '1.0': { 'message-id': message },
  }
  client.send(command, { ...names[client.version], ...extra })
}

describe('a subscription without ack, or with auto', () => {
  it.each([{}, { ack: 'auto' }])('[SE21] %j waits for nothing and has no ack header', async (headers) => {
    const { client, say, sent } = await listening(headers)
    await say(...Array.from({ length: LIMITS.prefetch + 1 }, (_, index) => `${index}`))
    expect(sent()).toHaveLength(LIMITS.prefetch + 1)
    expect(sent()[0]?.headers).not.toHaveProperty('ack')
    client.send('ACK', { id: '1' })
    await quiet()
    expect(refusals(client)).toEqual(['NOTHING_TO_ACK'])
  })
})

describe.each(['1.0', '1.1', '1.2'])('in STOMP %s', (version) => {
  it.each(MODES)('[SE23] %s sends no more than may be unacknowledged', async (ack) => {
    const { client, say, sent } = await listening({ ack, 'prefetch-count': '2' }, { version })
    await say('a', 'b', 'c', 'd')
    expect(texts(sent())).toEqual(['a', 'b'])
    answer(client, 'ACK', sent()[0])
    await quiet()
    expect(texts(sent())).toEqual(['a', 'b', 'c'])
  })

  it('[SE22] an ACK stands for all before it in mode client', async () => {
    const { client, say, sent } = await listening({ ack: 'client', 'prefetch-count': '3' }, { version })
    await say('a', 'b', 'c', 'd', 'e', 'f', 'g')
    answer(client, 'ACK', sent()[2])
    await quiet()
    expect(texts(sent())).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('[SE24] a NACK frees a place as an ACK does, and nothing is sent again', async () => {
    const { client, say, sent } = await listening(
      { ack: 'client-individual', 'prefetch-count': '1' },
      { version },
    )
    await say('a', 'b')
    answer(client, 'NACK', sent()[0])
    await quiet()
    expect(texts(sent())).toEqual(['a', 'b'])
  })

  it('[SE25] what waits for no acknowledgement is a refusal, and the session lives on', async () => {
    const { client, say, sent } = await listening({ ack: 'client-individual' }, { version })
    await say('a')
    answer(client, 'ACK', sent()[0], { receipt: 'first' })
    answer(client, 'ACK', sent()[0], { receipt: 'again' })
    client.send('ACK', { id: 'x', 'message-id': 'x', subscription: 's' })
    client.send('ACK', { id: 'x', 'message-id': 'x', subscription: 'other' })
    await quiet()
    expect(client.receipts).toEqual(['first'])
    expect(refusals(client)).toEqual(['NOTHING_TO_ACK', 'NOTHING_TO_ACK', 'NOTHING_TO_ACK'])
    expect(client.error).toBeUndefined()
  })
})

describe('what the frames must say', () => {
  it.each<[string, string, Record<string, string>]>([
    ['1.2', 'id', { 'message-id': 'm', subscription: 's' }],
    ['1.1', 'message-id', { id: 'm', subscription: 's' }],
    ['1.1', 'subscription', { id: 'm', 'message-id': 'm' }],
    ['1.0', 'message-id', { id: 'm' }],
  ])('[SE25] in %s ACK and NACK need %s', async (version, _missing, headers) => {
    for (const command of ['ACK', 'NACK']) {
      const { client } = await listening({ ack: 'client' }, { version })
      client.send(command, { ...headers, receipt: 'r' })
      await quiet()
      expect(client.heardAs('ERROR')[0]?.headers).toMatchObject({ code: 'MISSING_HEADER', 'receipt-id': 'r' })
    }
  })

  it('[SE21] the ack header is another one for each message of the session', async () => {
    const { client, roomId, say } = await listening({ ack: 'client' })
    client.subscribe('t', `/topic/rooms/${roomId}`, { ack: 'client-individual' })
    await quiet()
    await say('a', 'b')
    const ids = client.heardAs('MESSAGE').map(({ headers }) => headers['ack'])
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(4)
  })

  it.each(['', 'none', 'CLIENT', 'client,auto'])('[SE20] ack %j is an ERROR', async (ack) => {
    const { client } = await listening({ ack })
    expect(client.error).toBe('BAD_HEADER')
  })

  it.each(['0', '', '-1', '1.5', 'x', `${LIMITS.prefetch + 1}`, '9'.repeat(20)])(
    '[SE20] prefetch-count %j is an ERROR',
    async (count) => {
      const { client } = await listening({ ack: 'client', 'prefetch-count': count })
      expect(client.error).toBe('BAD_HEADER')
    },
  )

  it.each(['1', `${LIMITS.prefetch}`])('[SE20] prefetch-count %j is taken', async (count) => {
    const { client, say, sent } = await listening({ ack: 'client', 'prefetch-count': count })
    await say(...Array.from({ length: Number(count) + 1 }, (_, index) => `${index}`))
    expect(client.error).toBeUndefined()
    expect(sent()).toHaveLength(Number(count))
  })
})

describe('a client that does not acknowledge', () => {
  it('[SE23] is owed what is held back for it, and cut off past the limit', async () => {
    const { client, say } = await listening(
      { ack: 'client', 'prefetch-count': '1' },
      { limits: { outboxBytes: 5_000 } },
    )
    await say('first', 'x'.repeat(3_500))
    expect(client.error).toBeUndefined()
    await say('x'.repeat(1_500))
    expect(client.error).toBe('SLOW_READER')
  })

  it('[SE23] owes nothing for a subscription that it ended', async () => {
    const { client, say, roomId } = await listening(
      { ack: 'client', 'prefetch-count': '1' },
      { limits: { outboxBytes: 5_000 } },
    )
    await say('first', 'x'.repeat(3_500))
    client.send('UNSUBSCRIBE', { id: 's' })
    client.subscribe('s', `/topic/rooms/${roomId}`, { ack: 'client', 'prefetch-count': '1' })
    await quiet()
    await say('second', 'x'.repeat(3_500))
    expect(client.error).toBeUndefined()
  })

  it('[SE23] [BR8] gets a replay as far as its window goes, and the log is not read further', async () => {
    const { client, chat, roomId, say } = await listening({ ack: 'client' })
    await say(...Array.from({ length: 500 }, (_, index) => `${index} ${'x'.repeat(1_000)}`))
    client.subscribe('back', `/topic/rooms/${roomId}`, { since: '0', ack: 'client', 'prefetch-count': '10' })
    await quiet()
    const sent = () => client.heardAs('MESSAGE').filter(({ headers }) => headers['subscription'] === 'back')
    expect(sent()).toHaveLength(10)
    for (let done = 0; done < 501; done += 1) {
      answer(client, 'ACK', sent()[done])
      await quiet(1)
    }
    await quiet()
    const seqs = sent().map(({ headers }) => Number(headers['seq'] ?? NaN))
    expect(seqs.slice(0, 501)).toEqual(Array.from({ length: 501 }, (_, index) => index + 1))
    expect(sent().at(-1)?.body).toContain('CAUGHT_UP')
    expect(chat.failures).toEqual([])
  })
})
