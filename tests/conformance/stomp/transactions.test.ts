// Transactions: BEGIN, COMMIT and ABORT, with what is sent and acknowledged between them.
import { expect } from 'vitest'
import { frameText } from '../../support/frame-text.ts'
import { hostForAll } from '../../support/host-process.ts'
import type { Peer } from './peer.ts'
import { wordsOf, type Room } from './room.ts'
import { rulesOn } from './rules.ts'

const rule = rulesOn(hostForAll('--stomp-port', '0'))
const BEGIN = { '1.2': 'BEGIN', '1.1': 'BEGIN', '1.0': 'BEGIN' }
const COMMIT = { '1.2': 'COMMIT', '1.1': 'COMMIT', '1.0': 'COMMIT' }
const ABORT = { '1.2': 'ABORT', '1.1': 'ABORT', '1.0': 'ABORT' }
const TX = { transaction: 'tx1' }

/** How every version names the first of two messages, of which the second comes when that one is acknowledged. */
async function oneOfTwo(peer: Peer, room: Room): Promise<Record<string, string>> {
  const headers = { destination: room.topic, ack: 'client', 'prefetch-count': '1' }
  await peer.done('SUBSCRIBE', { id: 's', ...headers })
  peer.line.send(room.saying('하나') + room.saying('둘'))
  const { headers: told } = await peer.hear('MESSAGE')
  const [id = '', messageId = ''] = [told.get('ack'), told.get('message-id')]
  return { id, 'message-id': messageId, subscription: 's' }
}

async function faultOf(peer: Peer, command: string, headers: Record<string, string>): Promise<object> {
  peer.say(command, { ...headers, receipt: 'r' })
  const { headers: told, body } = await peer.fault()
  expect(told.get('receipt-id')).toBe('r')
  return { code: told.get('code'), body: body.toString() }
}

rule(COMMIT, 'what was sent takes effect together and in its order, and not before', async (scene) => {
  const [peer, witness, room] = [await scene.connect(), await scene.connect(), await scene.newRoom()]
  await witness.done('SUBSCRIBE', { id: 's', destination: room.topic })
  await peer.done('BEGIN', TX)
  peer.line.send(room.saying('하나', TX) + room.saying('둘', { ...TX, receipt: 'held' }) + room.saying('밖'))
  expect(await peer.receipts(1)).toEqual(['held'])
  expect(wordsOf(await witness.hear('MESSAGE'))).toBe('밖')
  await peer.done('COMMIT', TX)
  expect((await witness.line.frames.take(2)).map(wordsOf)).toEqual(['하나', '둘'])
  expect(await room.said()).toEqual(['밖', '하나', '둘'])
})

rule(COMMIT, 'what was acknowledged takes effect with it, and not before', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const named = await oneOfTwo(peer, room)
  await peer.done('BEGIN', TX)
  expect(await peer.done('ACK', { ...named, ...TX })).toEqual([])
  peer.say('COMMIT', TX)
  expect(wordsOf(await peer.hear('MESSAGE'))).toBe('둘')
})

rule(COMMIT, 'if a part cannot be done nothing is, which is told once', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' })
  await peer.done('BEGIN', TX)
  peer.line.send(room.saying('하나', TX) + frameText('SEND', { destination: '/app/nowhere', ...TX }, '{}'))
  peer.say('COMMIT', { ...TX, receipt: 'all' })
  expect(JSON.parse((await peer.hear('MESSAGE')).body.toString())).toMatchObject({
    code: 'NO_SUCH_DESTINATION',
    destination: '/app/nowhere',
    receipt: 'all',
  })
  peer.line.send(room.saying('다음', { receipt: 'next' }))
  expect(await peer.receipts(1)).toEqual(['next'])
  expect(await room.said()).toEqual(['다음'])
})

rule({ '1.2': 'NACK', '1.1': 'NACK' }, 'it may be part of a transaction too', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const named = await oneOfTwo(peer, room)
  await peer.done('BEGIN', TX)
  expect(await peer.done('NACK', { ...named, ...TX })).toEqual([])
  peer.say('COMMIT', TX)
  expect(wordsOf(await peer.hear('MESSAGE'))).toBe('둘')
})

rule(ABORT, 'what was sent in it never happened', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('BEGIN', TX)
  peer.line.send(room.saying('하나', TX))
  await peer.done('ABORT', TX)
  peer.line.send(room.saying('밖', { receipt: 'out' }))
  expect(await peer.receipts(1)).toEqual(['out'])
  expect(await room.said()).toEqual(['밖'])
})

rule(ABORT, 'what was acknowledged in it still waits', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const named = await oneOfTwo(peer, room)
  await peer.done('BEGIN', TX)
  await peer.done('ACK', { ...named, ...TX })
  expect(await peer.done('ABORT', TX)).toEqual([])
  peer.say('ACK', named)
  expect(wordsOf(await peer.hear('MESSAGE'))).toBe('둘')
})

rule(BEGIN, 'several may be open at once, each with its own', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  const [one, other] = [{ transaction: '하나' }, { transaction: '다른' }]
  await peer.done('BEGIN', one)
  await peer.done('BEGIN', other)
  peer.line.send(room.saying('a', one) + room.saying('b', other) + room.saying('c', one))
  await peer.done('COMMIT', other)
  await peer.done('ABORT', one)
  expect(await room.said()).toEqual(['b'])
})

rule(BEGIN, 'an id that is over may be used again, and is another connection’s too', async (scene) => {
  const [peer, neighbour, room] = [await scene.connect(), await scene.connect(), await scene.newRoom()]
  await neighbour.done('BEGIN', TX)
  for (const word of ['하나', '둘']) {
    await peer.done('BEGIN', TX)
    peer.line.send(room.saying(word, TX))
    await peer.done('COMMIT', TX)
  }
  await neighbour.done('ABORT', TX)
  expect(await room.said()).toEqual(['하나', '둘'])
})

rule(BEGIN, 'an open id is not begun again', async ({ connect }) => {
  const peer = await connect()
  await peer.done('BEGIN', TX)
  expect(await faultOf(peer, 'BEGIN', TX)).toMatchObject({ code: 'DUPLICATE_TRANSACTION' })
})

rule({ '1.2': 'BEGIN', '1.1': 'BEGIN' }, 'what is not committed is aborted at DISCONNECT', async (scene) => {
  const [peer, room] = [await scene.connect(), await scene.newRoom()]
  await peer.done('BEGIN', TX)
  peer.line.send(room.saying('하나', TX) + frameText('DISCONNECT', { receipt: 'bye' }))
  expect(await peer.receipts(1)).toEqual(['bye'])
  await peer.end()
  expect(await room.said()).toEqual([])
})

rule(
  { '1.2': 'BEGIN', '1.1': 'BEGIN' },
  'what is not committed is aborted when the connection ends',
  async (scene) => {
    const [peer, witness, room] = [await scene.connect(), await scene.connect(), await scene.newRoom()]
    await witness.done('SUBSCRIBE', { id: 'live', destination: `${room.topic}/live` })
    await peer.done('BEGIN', TX)
    peer.line.send(room.saying('하나', TX))
    await peer.done('SUBSCRIBE', { id: 's', destination: room.topic })
    peer.line.leave()
    await peer.line.closed()
    witness.line.send(room.saying('뒤', { receipt: 'after' }))
    expect(await witness.receipts(1)).toEqual(['after'])
    expect(await room.said()).toEqual(['뒤'])
  },
)

rule(
  { '1.2': 'BEGIN', '1.1': 'BEGIN', '1.0': 'BEGIN' },
  'an ERROR ends it as a broken connection does',
  async (scene) => {
    const [peer, room] = [await scene.connect(), await scene.newRoom()]
    await peer.done('BEGIN', TX)
    peer.line.send(room.saying('하나', TX) + 'BROKEN\n\n\0')
    await peer.fault()
    expect(await room.said()).toEqual([])
  },
)

rule({ ...BEGIN }, 'transaction is required, in BEGIN, COMMIT and ABORT', async ({ connect }) => {
  for (const command of ['BEGIN', 'COMMIT', 'ABORT']) {
    expect(await faultOf(await connect(), command, {})).toEqual({
      code: 'MISSING_HEADER',
      body: `${command} needs the header transaction.`,
    })
  }
})

rule(COMMIT, 'a transaction that was not begun is an ERROR, whatever names it', async ({ connect }) => {
  const message = { id: 'a', 'message-id': 'a', subscription: 's', destination: '/app/nowhere' }
  for (const command of ['COMMIT', 'ABORT', 'SEND', 'ACK']) {
    expect(await faultOf(await connect(), command, { ...message, ...TX })).toMatchObject({
      code: 'NO_SUCH_TRANSACTION',
    })
  }
})

rule(COMMIT, 'it is over afterwards', async ({ connect }) => {
  const peer = await connect()
  await peer.done('BEGIN', TX)
  await peer.done('COMMIT', TX)
  expect(await faultOf(peer, 'COMMIT', TX)).toMatchObject({ code: 'NO_SUCH_TRANSACTION' })
})
