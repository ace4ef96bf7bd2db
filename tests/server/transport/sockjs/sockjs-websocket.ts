// SockJS in a WebSocket, as its client sees it: bare messages.
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { Inbox } from '../../../support/inbox.ts'

/** `messages`: what came, from the `o` on. `closed`: the code of the WebSocket's close. */
export async function openSockJsWebSocket(http: string, path = '/ws/000/name/websocket') {
  const webSocket = new WebSocket(`${http.replace('http', 'ws')}${path}`)
  onTestFinished(() => webSocket.terminate())
  const messages = new Inbox<string>('messages')
  webSocket.on('message', (data: Buffer) => messages.put(data.toString()))
  const closed = new Promise<number>((resolve) => webSocket.once('close', resolve))
  await once(webSocket, 'open')
  return { webSocket, messages, closed }
}
