// STOMP over WebSocket with the client of ws: the upgrade and its refusals, kinds of messages, sizes and the close.
import { once } from 'node:events'
import { Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { Inbox } from '../../support/inbox.ts'
import { PATIENT } from '../../support/patience.ts'
import { askUpgrade } from '../../support/raw-websocket.ts'
import { until } from '../../support/turns.ts'
import { serveChat, type ServedOptions } from './served-chat.ts'

const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

async function open(options: ServedOptions = {}, protocols: string[] = [], client: ClientOptions = {}) {
  const served = await serveChat(options)
  const webSocket = new WebSocket(`ws://127.0.0.1:${served.port}/ws`, protocols, client)
  onTestFinished(() => webSocket.terminate())
  const messages = new Inbox<{ text: string; isBinary: boolean }>('messages')
  webSocket.on('message', (data: Buffer, isBinary) => messages.put({ text: data.toString(), isBinary }))
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    webSocket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await once(webSocket, 'open')
  return { ...served, webSocket, messages, closed }
}

/** A client's frame with its mask, which is all zeros: so the text stands in it as it is (RFC 6455 §5.3). */
function masked(opcode: number, text: string): Buffer {
  const payload = Buffer.from(text, 'latin1')
  return Buffer.concat([Buffer.from([opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

/** How an upgrade was refused. */
async function refusal(
  path: string,
  options: ServedOptions = {},
  client: ClientOptions = {},
  stopped = false,
) {
  const { port, refuseUpgrades } = await serveChat(options)
  if (stopped) refuseUpgrades()
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}${path}`, client)
  webSocket.on('error', () => {})
  const [, response] = (await once(webSocket, 'unexpected-response')) as [
    unknown,
    AsyncIterable<Buffer> & { statusCode: number; headers: object },
  ]
  let body = ''
  for await (const chunk of response) body += chunk.toString()
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(body) as unknown }
}

describe('an upgrade', () => {
  it.each([
    [['v10.stomp', 'v12.stomp', 'v11.stomp'], 'v12.stomp'],
    [['v11.stomp', 'mqtt'], 'v11.stomp'],
    [[], ''],
  ])('[TR2] that offers %j speaks %j', async (offered, agreed) => {
    const { webSocket } = await open({}, offered)
    expect(webSocket.protocol).toBe(agreed)
  })

  it('[TR2] may have a query, and does not compress', async () => {
    const { port } = await serveChat()
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/ws?a=b`)
    await once(webSocket, 'open')
    expect(webSocket.extensions).toBe('')
    webSocket.terminate()
  })

  it('[TR9] is asked by the system whether it is still there', async () => {
    const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive')
    onTestFinished(() => keepAlive.mockRestore())
    const { chat } = await open()
    await chat.advance(250)
    await chat.advance(250)
    expect(keepAlive.mock.calls).toEqual([[true, 60_000]])
  })

  it.each(['/', '/ws/', '/wss', '/ws/chat', '/%77s'])('[TR3] at %s is refused', async (path) => {
    expect(await refusal(path)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: { code: 'NO_SUCH_PATH', message: 'Nothing is at this path.' },
    })
  })

  it('[TR3] from a page of another origin is refused', async () => {
    const allows = (origin: string | undefined) => origin !== 'https://evil.example'
    const answer = await refusal('/ws', { allows }, { origin: 'https://evil.example' })
    expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_ALLOWED' } })
    await open({ allows }, [], { origin: 'https://good.example' })
  })

  it('[AD5] too many is refused with the time to come again, and let in when one has gone', async () => {
    const { port, webSocket } = await open({ admission: { connectionsPerAddress: 1 } })
    const again = () => new WebSocket(`ws://127.0.0.1:${port}/ws`)
    const [, response] = (await once(
      again().on('error', () => {}),
      'unexpected-response',
    )) as [unknown, object]
    expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    webSocket.terminate()
    await vi.waitFor(async () => {
      const late = again()
      await once(late, 'open')
      late.terminate()
    }, PATIENT)
  })

  it('[AD5] that ws itself refuses gives its place back', async () => {
    const { port } = await serveChat({ admission: { connectionsPerAddress: 1 } })
    const wrong = await askUpgrade(`http://127.0.0.1:${port}/ws`, { 'Sec-WebSocket-Version': '7' })
    expect(wrong).toMatchObject({ status: 400 })
    await vi.waitFor(async () => {
      const upgrade = await askUpgrade(`http://127.0.0.1:${port}/ws`)
      if (!('socket' in upgrade)) throw new Error(upgrade.body)
      upgrade.socket.destroy()
    }, PATIENT)
  })

  it('[TR3] to a host that stops is refused', async () => {
    expect(await refusal('/ws', {}, {}, true)).toMatchObject({ status: 503, body: { code: 'SHUTTING_DOWN' } })
  })
})

describe('messages', () => {
  it.each([
    ['text', false],
    ['binary', true],
  ])('[TR4] that are %s are answered in kind', async (_kind, binary) => {
    const { webSocket, messages } = await open()
    webSocket.send(Buffer.from(CONNECT), { binary })
    const { text, isBinary } = await messages.next()
    expect(text).toMatch(/^CONNECTED\n[^]*\n\n\0$/)
    expect(isBinary).toBe(binary)
  })

  it('[TR4] may hold a part of a frame, or many frames; each frame of ours is one message', async () => {
    const { webSocket, messages } = await open()
    const subscribe = (id: number) => `SUBSCRIBE\nid:${id}\ndestination:/topic/rooms\nreceipt:${id}\n\n\0`
    for (const byte of CONNECT) webSocket.send(byte)
    webSocket.send(`\n${subscribe(1)}\n${subscribe(2)}${subscribe(3)}`)
    const frames = await messages.take(4)
    expect(frames.map(({ text }) => text.split('\n')[0])).toEqual([
      'CONNECTED',
      'RECEIPT',
      'RECEIPT',
      'RECEIPT',
    ])
  })

  it('[TR5] larger than may be are the end, with the code for it', async () => {
    const { webSocket, closed, chat } = await open({ maxMessageBytes: 1_000 })
    webSocket.send('\n'.repeat(1_000))
    webSocket.send(CONNECT)
    webSocket.send('\n'.repeat(1_001))
    expect((await closed).code).toBe(1009)
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })

  it('[TR5] that break the WebSocket protocol are the end, and the server lives', async () => {
    const { webSocket, closed, port } = await open()
    const { _socket: socket } = webSocket as unknown as { _socket: { write(bytes: Buffer): void } }
    socket.write(Buffer.from([0xff, 0xff, 0xff]))
    expect((await closed).code).toBe(1002)
    const again = new WebSocket(`ws://127.0.0.1:${port}/ws`)
    await once(again, 'open')
    again.terminate()
  })
})

describe('the close', () => {
  it('[TR6] comes after the ERROR, with the code and the sentence of the table', async () => {
    const { webSocket, messages, closed } = await open()
    webSocket.send('SEND\n\n\0')
    expect((await messages.next()).text).toContain('code:NOT_CONNECTED')
    expect(await closed).toEqual({ code: 1002, reason: 'The first frame must be CONNECT or STOMP.' })
  })

  it('[TR6] after DISCONNECT is normal', async () => {
    const { webSocket, messages, closed } = await open()
    webSocket.send(`${CONNECT}DISCONNECT\nreceipt:bye\n\n\0`)
    expect((await messages.take(2))[1]?.text).toContain('receipt-id:bye')
    expect((await closed).code).toBe(1000)
  })

  it('[TR8] is whole when both have said so, also where the peer keeps its side open', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { chat, port } = await serveChat()
    const { socket } = (await askUpgrade(`http://127.0.0.1:${port}/ws`)) as { socket: Socket }
    onTestFinished(() => void socket.destroy())
    socket.allowHalfOpen = true
    const gone = vi.spyOn(chat.context, 'vanished')
    socket.write(masked(0x81, CONNECT))
    socket.write(masked(0x88, '\x03\xe8'))
    await once(socket.resume(), 'end')
    await until(() => gone.mock.calls.length > 0, 'the end of the session')
    expect(socket.writableEnded).toBe(false)
  })

  it('[SE16] comes to a client that never reads, too', { timeout: 60_000 }, async () => {
    const { chat, webSocket, messages } = await open({ limits: { outboxBytes: 200_000 } })
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    webSocket.send(`${CONNECT}SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\nreceipt:r\n\n\0`)
    await messages.take(2)
    webSocket.pause()
    for (let count = 0; chat.context.counts.errors === 0 && count < 2_000; count += 1) {
      talker.command('talk', roomId, { message: '👍🏽'.repeat(4_000), nonce: `${count}` }, `${count}`)
      await talker.receipt(`${count}`)
    }
    expect(chat.context.counts.errors).toBe(1)
    expect(talker.error).toBeUndefined()
  })
})
