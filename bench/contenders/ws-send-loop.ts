// The named peer of the comparison: a server that calls `ws.send` for each subscriber. It speaks just enough STOMP to be
// measured, and does nothing else: no sign-in, no checks, no order, no store.
import { WebSocketServer, type WebSocket } from 'ws'

/** Where a frame's destination leads: everybody who subscribed to it, by the id they gave. */
type Subscribers = Map<WebSocket, string>

const rooms = new Map<string, Subscribers>()
let messages = 0

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
  const { port } = server.address() as { port: number }
  process.stdout.write(`${JSON.stringify({ port })}\n`)
})

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => answer(socket, data))
  socket.on('close', () => rooms.forEach((subscribers) => subscribers.delete(socket)))
})

/** One whole frame a WebSocket message is all that it understands. */
function answer(socket: WebSocket, data: Buffer): void {
  const text = data.toString('latin1')
  switch (text.slice(0, text.indexOf('\n'))) {
    case 'CONNECT':
      return socket.send('CONNECTED\nversion:1.2\n\n\0')
    case 'SUBSCRIBE':
      subscribersOf(header(text, 'destination')).set(socket, header(text, 'id'))
      break
    case 'SEND':
      fanOut(header(text, 'destination'), data.subarray(text.indexOf('\n\n') + 2, -1))
      break
  }
  const receipt = header(text, 'receipt')
  if (receipt !== '') socket.send(`RECEIPT\nreceipt-id:${receipt}\n\n\0`)
}

/** The loop. The frame is made once for all who use the same id, so that nothing but the sending is repeated. */
function fanOut(destination: string, body: Buffer): void {
  messages += 1
  const frames = new Map<string, Buffer>()
  for (const [socket, id] of subscribersOf(destination)) {
    let frame = frames.get(id)
    if (frame === undefined) frames.set(id, (frame = messageFrame(destination, id, body)))
    socket.send(frame, { binary: false })
  }
}

function messageFrame(destination: string, id: string, body: Buffer): Buffer {
  const head = `MESSAGE\nsubscription:${id}\nmessage-id:${messages}\ndestination:${destination}\ncontent-length:${body.length}\n\n`
  return Buffer.concat([Buffer.from(head), body, Buffer.from([0])])
}

function subscribersOf(destination: string): Subscribers {
  let subscribers = rooms.get(destination)
  if (subscribers === undefined) rooms.set(destination, (subscribers = new Map<WebSocket, string>()))
  return subscribers
}

/** A header's value, or the empty text where the frame has none. */
function header(text: string, name: string): string {
  const at = text.indexOf(`\n${name}:`)
  return at === -1 ? '' : text.slice(at + name.length + 2, text.indexOf('\n', at + 1))
}
