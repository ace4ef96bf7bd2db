// The last answer on a connection: it arrives, and the connection is gone, whatever the peer does.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Refusal } from '../../protocol/errors.ts'
import { answerAndHangUp, HANG_UP_PATIENCE } from '../../server/hang-up.ts'

afterEach(() => vi.useRealTimers())

/** Both ends of a connection of which neither closes because the other does. */
async function openPair(): Promise<{ ours: Socket; peer: Socket }> {
  const server = createServer({ allowHalfOpen: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = once(server, 'connection')
  const { port } = server.address() as AddressInfo
  const peer = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const [ours] = (await accepted) as [Socket]
  onTestFinished(() => {
    peer.destroy()
    ours.destroy()
    server.close()
  })
  return { ours, peer }
}

async function textOf(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await once(socket, 'end')
  return text
}

describe('an answer with which we hang up', () => {
  it('[TR3] has the status and the JSON of the error table', async () => {
    const { ours, peer } = await openPair()
    answerAndHangUp(ours, new Refusal('NO_SUCH_PATH'))
    const [head = '', body = ''] = (await textOf(peer)).split('\r\n\r\n')
    expect(head.split('\r\n')).toEqual([
      'HTTP/1.1 404 Not Found',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ])
    expect(JSON.parse(body)).toEqual({ code: 'NO_SUCH_PATH', message: 'Nothing is at this path.' })
  })

  it('[TR8] lets the connection go as soon as the peer closes its side too', async () => {
    const { ours, peer } = await openPair()
    answerAndHangUp(ours, new Refusal('NO_SUCH_PATH'))
    await textOf(peer)
    const closed = once(ours, 'close')
    peer.end('what it had still to say')
    await closed
  })

  it('[TR8] lets it go in bounded time where the peer never does', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { ours, peer } = await openPair()
    answerAndHangUp(ours, new Refusal('NO_SUCH_PATH'))
    await textOf(peer)
    const closed = once(ours, 'close')
    vi.advanceTimersByTime(HANG_UP_PATIENCE)
    await closed
  })
})
