// STOMP over plain TCP: a whole conversation, and clients that go or never read.
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inTime } from '../../support/inbox.ts'
import { openTcp } from '../../support/raw-tcp.ts'
import { until } from '../../support/turns.ts'
import { serveTcp } from './served-chat.ts'

const CONNECT = 'CONNECT\naccept-version:1.2\nnickname:a\n\n\0'

describe('a conversation over TCP', () => {
  it('[TR7] goes from CONNECT to DISCONNECT, and the server closes', async () => {
    const { chat, port } = await serveTcp()
    const roomId = await chat.createRoom()
    const client = await openTcp(`tcp://127.0.0.1:${port}`)
    client.send(CONNECT)
    expect((await client.frames.next()).command).toBe('CONNECTED')
    const room = `/app/rooms/${roomId}`
    client.send(
      `SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\n\n\0SEND\ndestination:${room}/enter\n\n\0`,
    )
    const talk = JSON.stringify({ message: '안녕', nonce: 'n' })
    client.send(`SEND\ndestination:${room}/talk\nreceipt:t\n\n${talk}\0DISCONNECT\nreceipt:bye\n\n\0`)
    const frames = await client.frames.take(4)
    expect(frames.map(({ command }) => command).toSorted()).toEqual([
      'MESSAGE',
      'MESSAGE',
      'RECEIPT',
      'RECEIPT',
    ])
    expect(frames.at(-1)?.headers['receipt-id']).toBe('bye')
    await client.closed()
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })

  it('[TR7] reads frames however they are cut', async () => {
    const { port } = await serveTcp()
    const client = await openTcp(`tcp://127.0.0.1:${port}`)
    for (const byte of CONNECT) client.send(byte)
    expect((await client.frames.next()).command).toBe('CONNECTED')
  })

  it('[TR7] has a line feed behind each frame of STOMP 1.0, where PHP’s client looks for it', async () => {
    const { chat, port } = await serveTcp()
    const roomId = await chat.createRoom()
    const socket = connect(port, '127.0.0.1')
    const all = text(socket)
    socket.write(
      `CONNECT\nnickname:a\n\n\0SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\nreceipt:s\n\n\0`,
    )
    socket.write(`SEND\ndestination:/app/rooms/${roomId}/enter\n\n\0NO FRAME\n\n\0`)
    const frames = (await inTime(all, 'the end')).split('\0\n')
    expect(frames.pop()).toBe('')
    const commands = new Set(frames.map((frame) => frame.split('\n')[0]))
    expect(commands).toEqual(new Set(['CONNECTED', 'MESSAGE', 'RECEIPT', 'ERROR']))
  })

  it('[TR7] says ERROR before it closes', async () => {
    const { port } = await serveTcp()
    const client = await openTcp(`tcp://127.0.0.1:${port}`)
    client.send('GET / HTTP/1.1\r\n\r\n')
    expect((await client.frames.next()).headers['code']).toBe('BAD_FRAME')
    await client.closed()
  })
})

describe('a connection too many', () => {
  it('[AD5] is told so by an ERROR, with the time to come again, and closed; it takes no place', async () => {
    const { chat, port } = await serveTcp({ admission: { connectionsPerAddress: 1 } })
    const address = `tcp://127.0.0.1:${port}`
    const first = await openTcp(address)
    const second = await openTcp(address)
    expect(await second.frames.next()).toMatchObject({
      command: 'ERROR',
      headers: { code: 'TOO_MANY_CONNECTIONS', 'retry-after': '5' },
    })
    await second.closed()
    first.end()
    await first.closed()
    await until(() => chat.sessions.size === 0, 'the end of the session')
    const third = await openTcp(address)
    third.send(CONNECT)
    expect((await third.frames.next()).command).toBe('CONNECTED')
  })

  it('[AD5] too soon is told so too', async () => {
    const { port } = await serveTcp({ admission: { connectRate: { perSecond: 0.5, burst: 1 } } })
    await openTcp(`tcp://127.0.0.1:${port}`)
    const second = await openTcp(`tcp://127.0.0.1:${port}`)
    expect((await second.frames.next()).headers).toMatchObject({ code: 'TOO_FAST', 'retry-after': '2' })
    await second.closed()
  })
})

describe('a client that', () => {
  it('[SE19] says all it has to say and closes its side is answered', async () => {
    const { chat, port } = await serveTcp()
    const client = await openTcp(`tcp://127.0.0.1:${port}`)
    client.send(`${CONNECT}SUBSCRIBE\nid:1\ndestination:/topic/rooms\nreceipt:r\n\n\0`)
    client.send('DISCONNECT\nreceipt:bye\n\n\0')
    client.end()
    const frames = await client.frames.take(3)
    expect(frames.map(({ command }) => command)).toEqual(['CONNECTED', 'RECEIPT', 'RECEIPT'])
    await client.closed()
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })

  it('[SE19] closes its side without DISCONNECT is answered, and let go', async () => {
    const { chat, port } = await serveTcp()
    const client = await openTcp(`tcp://127.0.0.1:${port}`)
    client.send(`${CONNECT}SUBSCRIBE\nid:1\ndestination:/topic/rooms\nreceipt:r\n\n\0`)
    client.end()
    expect((await client.frames.take(2))[1]?.headers['receipt-id']).toBe('r')
    await client.closed()
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })

  it('[SE15] resets the connection is forgotten', async () => {
    const { chat, port } = await serveTcp()
    const socket = connect(port, '127.0.0.1')
    socket.write(CONNECT)
    await once(socket, 'data')
    socket.resetAndDestroy()
    await until(() => chat.sessions.size === 0, 'the end of the session')
  })

  it('[SE16] never reads is cut off, and the one who talks is not', { timeout: 60_000 }, async () => {
    const { chat, port } = await serveTcp({ limits: { outboxBytes: 200_000 } })
    const roomId = await chat.createRoom()
    const talker = await chat.member('t', roomId)
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(
      `CONNECT\nnickname:a\n\n\0SUBSCRIBE\nid:1\ndestination:/topic/rooms/${roomId}\nreceipt:r\n\n\0`,
    )
    await once(socket, 'data')
    socket.pause()
    await until(() => chat.context.counts.framesIn === 4, 'the subscription')
    for (let count = 0; chat.context.counts.errors === 0 && count < 2_000; count += 1) {
      talker.command('talk', roomId, { message: '👍🏽'.repeat(4_000), nonce: `${count}` }, `${count}`)
      await talker.receipt(`${count}`)
    }
    expect(chat.context.counts.errors).toBe(1)
    expect(talker.error).toBeUndefined()
  })
})
