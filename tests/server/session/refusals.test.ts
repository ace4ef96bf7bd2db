// What a session refuses and lives on, and what ends it.
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const NOWHERE = 'no-such-room' as RoomId

async function listening() {
  const chat = new MemoryChat()
  const roomId = await chat.createRoom()
  const client = await chat.join('haneul')
  client.subscribe('errors', '/user/queue/errors')
  await quiet()
  return { chat, roomId, client }
}

describe('a refusal', () => {
  it('[SE7] tells which command was refused, and why, and there is no receipt', async () => {
    const { client, roomId } = await listening()
    client.talk(roomId, 'hello', 'r-1')
    await quiet()
    expect(client.bodies('errors')).toEqual([
      {
        code: 'NOT_A_MEMBER',
        message: 'Enter the room first.',
        destination: `/app/rooms/${roomId}/talk`,
        nonce: 'hello',
        receipt: 'r-1',
      },
    ])
    expect(client.receipts).toEqual([])
    const [message] = client.heardAs('MESSAGE')
    expect(message?.headers).toMatchObject({ destination: '/user/queue/errors', subscription: 'errors' })
  })

  it.each<[string, string, (client: MemoryClient, roomId: RoomId) => void]>([
    ['NO_SUCH_ROOM', 'enter a room that is none', (client) => client.command('enter', NOWHERE)],
    [
      'NO_SUCH_ROOM',
      'listen to a room that is none',
      (client) => client.subscribe('x', `/topic/rooms/${NOWHERE}`),
    ],
    ['NO_SUCH_DESTINATION', 'send to nowhere', (client) => client.send('SEND', { destination: '/x' })],
    ['NO_SUCH_DESTINATION', 'listen to nowhere', (client) => client.subscribe('x', '/topic/x')],
    [
      'BAD_REQUEST',
      'talk without JSON',
      (client, roomId) => client.send('SEND', { destination: `/app/rooms/${roomId}/talk` }, 'x'),
    ],
    [
      'BAD_REQUEST',
      'ask since nothing',
      (client, roomId) => client.subscribe('x', `/topic/rooms/${roomId}`, { since: 'x' }),
    ],
    ['NO_SUCH_SUBSCRIPTION', 'end what was not begun', (client) => client.send('UNSUBSCRIBE', { id: 'x' })],
  ])('[SE7] is %s for a try to %s, and the connection lives on', async (code, _try, act) => {
    const { chat, client, roomId } = await listening()
    act(client, roomId)
    client.command('enter', roomId, {}, 'alive')
    await quiet()
    expect(client.bodies('errors')).toMatchObject([{ code, nonce: null, receipt: null }])
    expect(client.receipts).toEqual(['alive'])
    expect(chat.failures).toEqual([])
  })

  it('[SE7] of a SUBSCRIBE leaves its id free, and the UNSUBSCRIBE that follows harmless', async () => {
    const { client, roomId } = await listening()
    client.subscribe('1', `/topic/rooms/${NOWHERE}`)
    client.send('UNSUBSCRIBE', { id: '1' })
    client.subscribe('1', `/topic/rooms/${roomId}`, { receipt: 'r' })
    await quiet()
    expect(client.receipts).toEqual(['r'])
    expect(client.error).toBeUndefined()
  })

  it('[SE7] is lost to those who did not ask to hear of any', async () => {
    const client = await new MemoryChat().join('haneul')
    client.send('SEND', { destination: '/x', receipt: 'r' })
    await quiet()
    expect(client.commands).toEqual(['CONNECTED'])
  })

  it('[SE7] of one session is not heard by another, even of the same person', async () => {
    const { chat, client } = await listening()
    const other = await chat.join('haneul')
    other.send('SEND', { destination: '/x' })
    await quiet()
    expect(client.bodies('errors')).toEqual([])
  })

  it('[SE7] says nothing of what broke underneath', async () => {
    const { chat, client, roomId } = await listening()
    chat.ports.directory.room = () => Promise.reject(new Error('secret'))
    client.command('enter', roomId)
    await quiet()
    expect(client.bodies('errors')).toMatchObject([{ code: 'INTERNAL' }])
    expect(JSON.stringify(client.heard)).not.toContain('secret')
    expect(chat.failures).toMatchObject([{ message: 'secret' }])
  })
})

describe('an ERROR', () => {
  it.each<[string, (client: MemoryClient) => void]>([
    ['UNSUPPORTED_COMMAND', (client) => client.send('HASOWN', {})],
    ['MISSING_HEADER', (client) => client.send('SEND', {})],
    ['MISSING_HEADER', (client) => client.send('SUBSCRIBE', { id: '1' })],
    ['MISSING_HEADER', (client) => client.send('SUBSCRIBE', { destination: '/topic/rooms' })],
    ['MISSING_HEADER', (client) => client.send('UNSUBSCRIBE', {})],
    ['BAD_HEADER', (client) => client.subscribe('1', '/topic/rooms', { ack: 'nonsense' })],
    ['BAD_FRAME', (client) => client.sendBytes('garbage')],
    ['DUPLICATE_SUBSCRIPTION', (client) => client.subscribe('errors', '/topic/rooms')],
    ['FRAME_TOO_LARGE', (client) => client.send('SEND', {}, 'x'.repeat(LIMITS.bodyBytes + 1))],
    ['BAD_HEADER', (client) => client.subscribe('x'.repeat(LIMITS.subscriptionIdBytes + 1), '/topic/rooms')],
  ])('[SE8] [SE20] %s ends the connection', async (code, act) => {
    const { chat, client } = await listening()
    act(client)
    client.sendBytes('\n\n\0')
    await quiet()
    expect(client.error).toBe(code)
    expect(client.heard.at(-1)?.command).toBe('ERROR')
    expect(client.wire.ended).not.toBeNull()
    expect(chat.sessions.size).toBe(0)
  })

  it('[SE8] has the receipt id of the frame that was at fault, and words for its developer', async () => {
    const { client } = await listening()
    client.send('SEND', { receipt: 'r' })
    await quiet()
    expect(client.heardAs('ERROR')).toMatchObject([
      {
        headers: {
          'receipt-id': 'r',
          message: 'A header that this frame needs is missing.',
          'content-type': 'text/plain',
        },
        body: 'SEND needs the header destination.',
      },
    ])
  })

  it.each([
    ['an undefined escape', 'SEND\nreceipt:r\nx:\\t\n\n\0'],
    ['a line without a colon', 'SEND\nreceipt:r\nx\n\n\0'],
    ['too many headers', `SEND\nreceipt:r\n${'x:\n'.repeat(LIMITS.headerCount)}\n\0`],
    ['a length that is none', 'SEND\nreceipt:r\ncontent-length:x\n\n\0'],
    ['a body announced too large', `SEND\nreceipt:r\ncontent-length:${LIMITS.bodyBytes + 1}\n\n`],
    ['a body that is too large', `SEND\nreceipt:r\n\n${'x'.repeat(LIMITS.bodyBytes + 1)}`],
    ['a body longer than announced', 'SEND\nreceipt:r\ncontent-length:1\n\nxx\0'],
    ['a body where none may be', 'SUBSCRIBE\nreceipt:r\n\nx\0'],
  ])('[SE8] [ST17] has the receipt id of a frame with %s', async (_what, bytes) => {
    const { client } = await listening()
    client.sendBytes(bytes)
    await quiet()
    expect(client.heardAs('ERROR')[0]?.headers['receipt-id']).toBe('r')
  })

  it.each<[string, string]>([
    ['GET / HTTP/1.1\n\n', 'A frame begins with "GET / HTTP/1.1", which is no command.'],
    [`SEND${'d'.repeat(99)}\n\n\0`, `A frame begins with "SEND${'d'.repeat(36)}…", which is no command.`],
    ['SEND\ndestination\n\n\0', 'The header line "destination" has no name and colon.'],
    ['SEND\nx:\\t\n\n\0', 'A header has the undefined escape "\\\\t".'],
    ['SEND\ncontent-length:1\n\nxx\0', 'No NUL follows the 1 bytes of content-length.'],
    [
      'SUBSCRIBE\nid:errors\ndestination:/topic/rooms\n\n\0',
      'The subscription id "errors" is in use on this connection.',
    ],
    ['COMMIT\ntransaction:t\n\n\0', 'The transaction "t" was not begun, or has ended.'],
    ['BEGIN\ntransaction:t\n\n\0'.repeat(2), 'The transaction "t" is open already.'],
  ])('[SE8] for %j says what is wrong with it', async (bytes, says) => {
    const { client } = await listening()
    client.sendBytes(bytes)
    await quiet()
    expect(client.heardAs('ERROR')[0]?.body).toBe(says)
  })

  it('[SE8] is the last thing said, whatever else comes in or is due', async () => {
    const { chat, client, roomId } = await listening()
    client.subscribe('room', `/topic/rooms/${roomId}`)
    const other = await chat.member('bora', roomId)
    client.sendBytes('SEND\n\n\0SEND\ndestination:/app/rooms\nreceipt:late\n\n\0')
    other.talk(roomId, 'hello')
    await quiet()
    client.subscribe('later', '/topic/rooms', { receipt: 'later' })
    await quiet()
    expect(client.heard.at(-1)?.command).toBe('ERROR')
    expect(client.receipts).toEqual([])
  })
})

describe('limits of subscriptions', () => {
  it('[SE9] as many as may be are served, one more is the end', async () => {
    const chat = new MemoryChat({ limits: { subscriptionsPerSession: 3 } })
    const client = await chat.join('a')
    for (const id of ['1', '2', '3']) client.subscribe(id, '/topic/rooms', { receipt: id })
    await quiet()
    expect(client.receipts).toEqual(['1', '2', '3'])
    client.send('UNSUBSCRIBE', { id: '2' })
    client.subscribe('4', '/topic/rooms', { receipt: '4' })
    await quiet()
    expect(client.receipts).toEqual(['1', '2', '3', '4'])
    client.subscribe('5', '/topic/rooms')
    await quiet()
    expect(client.error).toBe('TOO_MANY_SUBSCRIPTIONS')
  })

  it('[SE9] of one destination have a limit of their own', async () => {
    const chat = new MemoryChat({ limits: { subscriptionsPerDestination: 2 } })
    const client = await chat.join('a')
    for (const id of ['1', '2']) client.subscribe(id, '/topic/rooms')
    client.subscribe('errors', '/user/queue/errors', { receipt: 'r' })
    await quiet()
    expect(client.receipts).toEqual(['r'])
    client.subscribe('3', '/topic/rooms')
    await quiet()
    expect(client.error).toBe('TOO_MANY_SUBSCRIPTIONS')
  })

  it('[SE9] an id may have so many bytes', async () => {
    const client = await new MemoryChat().join('a')
    client.subscribe('x'.repeat(LIMITS.subscriptionIdBytes), '/topic/rooms', { receipt: 'r' })
    await quiet()
    expect(client.receipts).toEqual(['r'])
  })
})
