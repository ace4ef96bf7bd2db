// A plain TCP connection on which tests say their own bytes to the STOMP port.
import { once } from 'node:events'
import { connect } from 'node:net'
import { readFrame, type ServerFrame } from './frame-text.ts'
import { Inbox, inTime } from './inbox.ts'

export interface RawTcp {
  send(bytes: string | Buffer): void
  frames: Inbox<ServerFrame>
  /** Says that nothing more will be sent. */
  end(): void
  /** Resolves when the server has ended the connection. */
  closed(): Promise<void>
}

/** `address` as in the listening line: `tcp://HOST:PORT`. */
export async function openTcp(address: string): Promise<RawTcp> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  const frames = new Inbox<ServerFrame>('frames')
  let unread = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const whole = (unread + chunk).split('\0')
    unread = whole.pop() ?? ''
    for (const text of whole) frames.put(readFrame(text))
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await once(socket, 'connect')
  // The close that follows an error tells enough.
  socket.on('error', () => {})
  return {
    send: (bytes) => void socket.write(bytes),
    frames,
    end: () => void socket.end(),
    closed: () => inTime(closed, 'The end of the connection'),
  }
}
