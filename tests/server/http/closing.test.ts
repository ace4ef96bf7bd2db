import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GRACE } from '../../../server/http/closing.ts'
import { createTestHost } from './test-host.ts'

afterEach(() => vi.useRealTimers())

/** A server with a route that answers when it is told to, and what comes of its stopping. */
async function start() {
  const { app } = createTestHost()
  const [arrived, release, stopping] = [
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ]
  app.get('/slow', async () => {
    arrived.resolve()
    await release.promise
    return 'done'
  })
  const onStopping: (() => Promise<unknown>)[] = []
  app.addHook('preClose', async () => {
    await Promise.all(onStopping.map((ask) => ask()))
    stopping.resolve()
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { app, url, port, onStopping, arrived: arrived.promise, release, stopping: stopping.promise }
}

describe('a server that is stopping', () => {
  it('answers what is in hand, and ends its connection', async () => {
    const { app, url, arrived, release, stopping } = await start()
    const slow = fetch(`${url}/slow`)
    await arrived
    const closed = app.close()
    await stopping
    release.resolve()
    const answer = await slow
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['done', 'close'])
    await closed
  })

  it('refuses what still arrives', async () => {
    const { app, url, onStopping } = await start()
    let answer: unknown
    onStopping.push(async () => {
      const response = await fetch(`${url}/api/host`)
      answer = [response.status, await response.json()]
    })
    await app.close()
    expect(answer).toMatchObject([503, { code: 'SHUTTING_DOWN' }])
  })

  it('does not wait for a connection on which nothing was asked', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { app, port } = await start()
    const connected = once(app.server, 'connection')
    const socket = connect(port, '127.0.0.1').resume()
    const ended = once(socket, 'close')
    await connected
    await app.close()
    await ended
  })

  it('is not held up by a request that never ends', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { app, port, stopping } = await start()
    const socket = connect(port, '127.0.0.1').resume()
    const connected = once(app.server, 'connection')
    socket.write('POST /api/auth/guest HTTP/1.1\r\nHost: x\r\n')
    await connected
    const ended = once(socket, 'close')
    const closed = app.close()
    await stopping
    vi.advanceTimersByTime(GRACE)
    await closed
    await ended
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not held up by a connection that became something else than HTTP', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { app, port, stopping } = await start()
    app.server.on('upgrade', () => {})
    const upgraded = once(app.server, 'upgrade')
    const socket = connect(port, '127.0.0.1').resume()
    socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await upgraded
    const closed = app.close()
    await stopping
    vi.advanceTimersByTime(GRACE)
    await closed
  })
})
