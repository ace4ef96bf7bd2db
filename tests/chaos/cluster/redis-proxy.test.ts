// The proxy carries everything as it is, until it is told to be bad.
import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { freePorts } from '../../support/free-ports.ts'
import { Random } from '../../support/random.ts'
import { RedisProxy } from '../../support/redis/redis-proxy.ts'

/** A server that answers with what it is sent, and a proxy before it. */
async function proxied(): Promise<RedisProxy> {
  const [port = 0, upstream = 0] = await freePorts(2)
  const sockets = new Set<Socket>()
  const echo = createServer((socket) => sockets.add(socket.on('error', () => {})) && socket.pipe(socket))
  echo.listen(upstream, '127.0.0.1')
  await once(echo, 'listening')
  const proxy = new RedisProxy(port, upstream, new Random(1))
  await proxy.start()
  onTestFinished(async () => {
    await proxy.close()
    for (const socket of sockets) socket.destroy()
    echo.close()
  })
  return proxy
}

interface Client {
  socket: Socket
  text: () => string
  closed: Promise<unknown>
}

function clientOf(proxy: RedisProxy): Client {
  const socket = connect(proxy.port, '127.0.0.1')
  let text = ''
  socket.on('error', () => {}).on('data', (bytes: Buffer) => (text += bytes.toString()))
  onTestFinished(() => void socket.destroy())
  const closed = new Promise((resolve) => socket.on('close', resolve))
  return { socket, text: () => text, closed }
}

async function until(client: Client, text: string): Promise<void> {
  while (client.text() !== text) await once(client.socket, 'data')
}

it('carries everything, in its order', async () => {
  const client = clientOf(await proxied())
  for (const word of ['one ', 'two ', 'three']) client.socket.write(word)
  await until(client, 'one two three')
})

it('cuts connections that there are, and takes new ones', async () => {
  const proxy = await proxied()
  const first = clientOf(proxy)
  first.socket.write('a')
  await until(first, 'a')
  proxy.cut()
  await first.closed
  const next = clientOf(proxy)
  next.socket.write('b')
  await until(next, 'b')
})

it('cuts in the middle of an answer', async () => {
  const proxy = await proxied()
  const client = clientOf(proxy)
  client.socket.write('a')
  await until(client, 'a')
  proxy.halve()
  client.socket.write('0123456789')
  await client.closed
  expect(client.text().length).toBeLessThan(11)
  expect('a0123456789'.startsWith(client.text())).toBe(true)
})

it('holds what comes while it is stuck, and lets it go on in its order', async () => {
  const proxy = await proxied()
  const client = clientOf(proxy)
  client.socket.write('a')
  await until(client, 'a')
  proxy.stall()
  client.socket.write('b')
  const other = clientOf(proxy)
  other.socket.write('c')
  await once(other.socket, 'connect')
  expect(client.text()).toBe('a')
  proxy.heal()
  await Promise.all([until(client, 'ab'), until(other, 'c')])
})

it('is late, and loses nothing when it is not any more', async () => {
  const proxy = await proxied()
  const client = clientOf(proxy)
  proxy.delay(20)
  client.socket.write('a')
  await until(client, 'a')
  proxy.delay(60_000)
  client.socket.write('b')
  proxy.heal()
  client.socket.write('c')
  await until(client, 'abc')
})

it('lets connections carry nothing for ever, and takes new ones', async () => {
  const proxy = await proxied()
  const mute = clientOf(proxy)
  mute.socket.write('a')
  await until(mute, 'a')
  proxy.mute()
  mute.socket.write('b')
  const next = clientOf(proxy)
  next.socket.write('c')
  await until(next, 'c')
  expect(mute.text()).toBe('a')
  expect(mute.socket.destroyed).toBe(false)
})

it('refuses', async () => {
  const proxy = await proxied()
  const client = clientOf(proxy)
  client.socket.write('a')
  await until(client, 'a')
  proxy.refuse()
  await client.closed
  await clientOf(proxy).closed
  proxy.heal()
  const next = clientOf(proxy)
  next.socket.write('b')
  await until(next, 'b')
})
