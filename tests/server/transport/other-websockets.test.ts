// WebSockets beside STOMP's: the same door, another host behind it.
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { serveChat, type ServedOptions } from './served-chat.ts'

async function open(path: string, options: ServedOptions) {
  const { refuseUpgrades, port } = await serveChat(options)
  const webSocket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin: 'http://here' })
  onTestFinished(() => webSocket.terminate())
  return { refuseUpgrades, webSocket }
}

const others: ServedOptions['others'] = {
  '/echo': (webSocket) => webSocket.on('message', (data: Buffer) => webSocket.send(`${data.toString()}!`)),
}

it('[TR17] are served by whoever serves their path', async () => {
  const { webSocket } = await open('/echo?a=b', { others })
  await once(webSocket, 'open')
  webSocket.send('a')
  const [data] = (await once(webSocket, 'message')) as [Buffer]
  expect(data.toString()).toBe('a!')
})

it('[TR17] are closed when the host stops', async () => {
  const { webSocket, refuseUpgrades } = await open('/echo', { others })
  await once(webSocket, 'open')
  refuseUpgrades()
  expect((await once(webSocket, 'close'))[0]).toBe(1001)
})

it('[TR17] that break the protocol end alone', async () => {
  const { webSocket } = await open('/echo', { others, maxMessageBytes: 10 })
  await once(webSocket, 'open')
  webSocket.send('x'.repeat(11))
  expect((await once(webSocket, 'close'))[0]).toBe(1009)
})

it.each(['/echo/', '/constructor', '/echo/websocket'])(
  '[TR3] at %s, where nobody serves any, are refused',
  async (path) => {
    const { webSocket } = await open(path, { others })
    const [error] = (await once(webSocket, 'error')) as [Error]
    expect(error.message).toContain('404')
  },
)

it('[TR3] of a page of another origin are refused', async () => {
  const { webSocket } = await open('/echo', { others, allows: () => false })
  const [error] = (await once(webSocket, 'error')) as [Error]
  expect(error.message).toContain('403')
})
