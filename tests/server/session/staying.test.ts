// How long a session lasts: as its token, or the next one that is presented, or without end.
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { UserId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import type { Admitted } from '../../../server/session/pass.ts'
import { LOOK, MemoryChat, START } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const MINUTE = 60_000
const LIFE = 5 * MINUTE
/** Tokens are told apart by their names alone: how long they last stands in them, from the beginning. */
const presentable = async (name: string): Promise<Admitted> => {
  if (!/^\d+$/.test(name)) throw new Refusal('TOKEN_INVALID')
  const pass = { family: `family-${name}`, endsAt: START + Number(name) }
  return { person: { userId: 'haneul' as UserId, name: `하늘 ${name}` }, pass }
}

function chatOf(): MemoryChat {
  return new MemoryChat({
    authenticate: (headers) => presentable(headers.get('token') ?? ''),
    present: (_person, headers, body) => presentable(headers.get('token') ?? body.toString()),
  })
}

async function come(chat: MemoryChat): Promise<MemoryClient> {
  const client = await chat.join('haneul', { token: String(LIFE) })
  client.subscribe('errors', '/user/queue/errors')
  await quiet()
  return client
}

const codesTold = (client: MemoryClient) => client.bodies<RefusalBody>('errors').map(({ code }) => code)

describe('a session that was let in by a token', () => {
  it('[SE36] is told a minute before the end, once, and ended at the end', async () => {
    const chat = chatOf()
    const client = await come(chat)
    await chat.advance(LIFE - MINUTE - LOOK)
    expect(codesTold(client)).toEqual([])
    await chat.advance(LOOK)
    expect(client.bodies('errors')).toEqual([
      {
        code: 'TOKEN_EXPIRING',
        message: expect.any(String) as string,
        destination: null,
        nonce: null,
        receipt: null,
      },
    ])
    await chat.advance(MINUTE - LOOK)
    expect(client.error).toBeUndefined()
    await chat.advance(LOOK)
    expect(codesTold(client)).toEqual(['TOKEN_EXPIRING'])
    expect(client.error).toBe('TOKEN_EXPIRED')
    expect(client.wire.ended?.code).toBe(1008)
  })

  it('[SE36] is told as soon as it listens', async () => {
    const chat = chatOf()
    const client = await chat.join('haneul', { token: String(MINUTE / 2) })
    await chat.advance(2 * LOOK)
    client.subscribe('errors', '/user/queue/errors')
    await quiet()
    expect(codesTold(client)).toEqual([])
    await chat.advance(2 * LOOK)
    expect(codesTold(client)).toEqual(['TOKEN_EXPIRING'])
  })

  it('[SE36] has what arrived before the end done and answered', async () => {
    const chat = chatOf()
    const roomId = await chat.createRoom()
    const client = await come(chat)
    client.command('enter', roomId)
    await quiet()
    await chat.advance(LIFE - LOOK)
    chat.log.hold('append')
    client.talk(roomId, 'one', 'r1')
    client.talk(roomId, 'two', 'r2')
    await chat.advance(LOOK)
    expect(client.error).toBeUndefined()
    for (const call of chat.log.held.append) call.go()
    await quiet()
    expect(client.receipts).toEqual(['r1', 'r2'])
    expect(client.error).toBe('TOKEN_EXPIRED')
  })
})

describe('a new token', () => {
  const [NEXT, DESTINATION] = [String(LIFE + LIFE), '/app/token']

  it.each([
    ['a header', { token: NEXT }, ''],
    ['the body', {}, NEXT],
  ])('[SE37] in %s keeps the session, whose end is told again', async (_where, headers, body) => {
    const chat = chatOf()
    const client = await come(chat)
    await chat.advance(LIFE - MINUTE)
    client.send('SEND', { destination: DESTINATION, receipt: 'new', ...headers }, body)
    await quiet()
    expect(client.receipts).toEqual(['new'])
    await chat.advance(LIFE)
    expect(client.error).toBeUndefined()
    expect(codesTold(client)).toEqual(['TOKEN_EXPIRING', 'TOKEN_EXPIRING'])
    await chat.advance(MINUTE)
    expect(client.error).toBe('TOKEN_EXPIRED')
  })

  it('[SE37] that is refused leaves everything as it was', async () => {
    const chat = chatOf()
    const client = await come(chat)
    client.send('SEND', { destination: DESTINATION, receipt: 'new' }, 'nonsense')
    await quiet()
    expect(client.bodies('errors')).toMatchObject([
      { code: 'TOKEN_INVALID', destination: DESTINATION, receipt: 'new' },
    ])
    await chat.advance(LIFE - LOOK)
    expect([client.receipts, client.error]).toEqual([[], undefined])
    await chat.advance(LOOK)
    expect(client.error).toBe('TOKEN_EXPIRED')
  })

  it('[SE37] counts from its COMMIT where it was sent in a transaction', async () => {
    const chat = chatOf()
    const client = await come(chat)
    const family = () => [...chat.sessions].map((session) => session.family)
    client.send('BEGIN', { transaction: 't' })
    client.send('SEND', { destination: DESTINATION, transaction: 't' }, NEXT)
    await quiet()
    expect(family()).toEqual([`family-${LIFE}`])
    client.send('COMMIT', { transaction: 't', receipt: 'c' })
    await client.receipt('c')
    expect(family()).toEqual([`family-${NEXT}`])
  })

  it('[SE37] names the sender of what is said from then on', async () => {
    const chat = chatOf()
    const roomId = await chat.createRoom()
    const client = await come(chat)
    client.subscribe('room', `/topic/rooms/${roomId}`)
    client.command('enter', roomId)
    client.send('SEND', { destination: DESTINATION }, NEXT)
    client.talk(roomId, 'one', 'r')
    await client.receipt('r')
    await quiet()
    expect(client.bodies('room')).toMatchObject([{ sender: `하늘 ${LIFE}` }, { sender: `하늘 ${NEXT}` }])
  })
})

it('[SE36] a session that was let in by a name alone has no end', async () => {
  const chat = new MemoryChat()
  const client = await chat.join('haneul')
  await chat.advance(LIFE)
  expect(client.error).toBeUndefined()
})
