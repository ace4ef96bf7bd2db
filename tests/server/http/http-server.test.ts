import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { createTestHost } from './test-host.ts'
import type { TestHost } from './test-host.ts'

let host: TestHost
afterEach(() => host.app.close())

async function listen(): Promise<number> {
  host = createTestHost()
  await host.app.listen({ host: '127.0.0.1', port: 0 })
  return (host.app.server.address() as AddressInfo).port
}

/** Everything that the server says to these bytes before it ends the connection. */
async function say(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

describe('the server', () => {
  it.each([
    ['CONNECT\naccept-version:1.2\n\n\0', 'HTTP/1.1 400 Bad Request', 'BAD_REQUEST'],
    ['\x16\x03\x01\x02\x00', 'HTTP/1.1 400 Bad Request', 'BAD_REQUEST'],
    [
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`,
      'HTTP/1.1 413 Payload Too Large',
      'REQUEST_TOO_LARGE',
    ],
  ])('answers what is no request, case %#, and goes on', async (bytes, status, code) => {
    const port = await listen()
    const [head = '', body = ''] = (await say(port, bytes)).split('\r\n\r\n')
    expect(head.split('\r\n')).toEqual(expect.arrayContaining([status, 'Connection: close']))
    expect(JSON.parse(body)).toMatchObject({ code })
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })

  it('takes headers up to the limit', async () => {
    const port = await listen()
    const headers = { 'x-padding': 'x'.repeat(LIMITS.headerBytes - 512) }
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { headers })).status).toBe(200)
  })

  it('gives nobody for ever to send a request', async () => {
    await listen()
    const { headersTimeout, requestTimeout, maxHeadersCount } = host.app.server
    expect({ headersTimeout, requestTimeout, maxHeadersCount }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      maxHeadersCount: 100,
    })
  })

  it('leaves upgrades to whoever listens for them', async () => {
    const port = await listen()
    host.app.server.on('upgrade', (_request, socket) => socket.end('upgraded'))
    const request = 'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await say(port, request)).toBe('upgraded')
  })
})
