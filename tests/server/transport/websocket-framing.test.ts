// The bytes of WebSocket messages, read by the client of ws.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { assemble, encodeTail } from '../../../server/broker/message.ts'
import { OtherWebSockets } from '../../../server/transport/other-websockets.ts'
import { binaryFraming, textFraming } from '../../../server/transport/websocket-framing.ts'
import { serveWebSocket } from '../../../server/transport/websocket.ts'
import { Inbox } from '../../support/inbox.ts'

/** A message of so many bytes, framed as a server does. */
function framed(length: number, framing: typeof textFraming): Buffer {
  const head = framing.headLength(length)
  const bytes = Buffer.alloc(head + length, 'x')
  framing.writeHead(bytes, 0, length)
  return bytes
}

/** A client to whom the server writes just these bytes. */
async function clientOf(bytes: Buffer) {
  const server = createServer()
  serveWebSocket(server, {
    paths: ['/ws'],
    others: new OtherWebSockets({}),
    maxMessageBytes: 1_000,
    allows: () => true,
    limited: () => false,
    admission: { admit: () => () => {}, close: () => {}, refused: 0 },
    addressOf: () => '127.0.0.1',
    open: (wire) => {
      wire.write(bytes)
      return { arrived: () => {}, receive: () => {}, ended: () => {}, closed: () => {} }
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const webSocket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`)
  onTestFinished(() => {
    webSocket.terminate()
    server.close()
  })
  const messages = new Inbox<{ text: string; isBinary: boolean }>('messages')
  webSocket.on('message', (data: Buffer, isBinary) => messages.put({ text: data.toString(), isBinary }))
  return messages
}

describe.each([
  ['text', textFraming, false],
  ['binary', binaryFraming, true],
] as const)('%s framing', (_kind, framing, binary) => {
  it.each([
    [1, 2],
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
    [200_000, 10],
  ])('[TR1] of a message of %i bytes takes %i more and is read back', async (length, head) => {
    expect(framing.headLength(length)).toBe(head)
    const { text, isBinary } = await (await clientOf(framed(length, framing))).next()
    expect(isBinary).toBe(binary)
    expect(text === 'x'.repeat(length)).toBe(true)
  })

  it('[BR15] puts what is no text into a binary message', async () => {
    const tails = ['text', Buffer.of(0xff)].map((body) =>
      encodeTail({ destination: '/t', messageId: 'm', body }),
    )
    const messages = await (await clientOf(assemble(tails, { id: 's', framing }))).take(2)
    expect(messages.map(({ isBinary }) => isBinary)).toEqual([binary, true])
  })

  it('[TR1] makes one message of each STOMP frame in a batch', async () => {
    const bodies = ['1', '2'.repeat(100), '3'.repeat(70_000)]
    const tails = bodies.map((body) => encodeTail({ destination: '/t', messageId: 'm', body }))
    const messages = await (await clientOf(assemble(tails, { id: 's', framing }))).take(3)
    expect(messages.map(({ text }) => text.split('\n\n')[1])).toEqual(bodies.map((body) => `${body}\0`))
  })
})
