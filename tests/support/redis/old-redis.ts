// A server that answers as a Redis of some version does when one connects to it, and to nothing else.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** Its URL. It ends with the running test. */
export async function redisOfVersion(version: string): Promise<string> {
  const info = `# Server\r\nredis_version:${version}\r\nloading:0\r\n`
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      for (const command of bytes.toString().match(/^(?:INFO|[A-Za-z]{4,})(?=\r$)/gim) ?? [])
        if (/^info$/i.test(command)) socket.write(`$${info.length}\r\n${info}\r\n`)
        else if (/^(auth|select|client|quit)$/i.test(command)) socket.write('+OK\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}/0`
}
