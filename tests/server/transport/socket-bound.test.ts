// Sockets of two servers that share one bound.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { boundSockets } from '../../../server/transport/socket-bound.ts'

const EVER = { perSecond: 1_000, burst: 1_000 }

async function twoServers(all: number, perNetwork: number, rate = EVER, now = () => 0) {
  const greet = () => createServer((socket) => socket.on('error', () => {}).write('hello'))
  const servers = [greet(), greet()]
  boundSockets(servers, { all, perNetwork, rate, limited: () => true, now })
  return Promise.all(servers.map(listening))
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Whether the server said something before it closed; and the way to close it from here. */
async function knock(port: number | undefined): Promise<{ heard: boolean; leave: () => Promise<void> }> {
  const socket = connect(port ?? 0, '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const heard = await Promise.race([once(socket, 'data').then(() => true), closed.then(() => false)])
  return { heard, leave: () => (socket.end(), closed) }
}

describe('open sockets', () => {
  it.each([
    ['in all', 2, 100],
    ['of one network', 100, 2],
  ])(
    '[AD6] %s are bounded, over all servers; one more is closed, until one has gone',
    async (_w, all, one) => {
      const [first, second] = await twoServers(all, one)
      const socket = await knock(first)
      expect([socket.heard, (await knock(second)).heard]).toEqual([true, true])
      expect((await knock(second)).heard).toBe(false)
      await socket.leave()
      await expect.poll(async () => (await knock(second)).heard).toBe(true)
    },
  )

  it('[AD6] of one network come no faster than they may', async () => {
    let now = 0
    const [port] = await twoServers(100, 100, { perSecond: 1, burst: 2 }, () => now)
    const heard = async () => (await knock(port)).heard
    expect([await heard(), await heard(), await heard()]).toEqual([true, true, false])
    now = 1_000
    expect([await heard(), await heard()]).toEqual([true, false])
  })
})
