// A MESSAGE frame encoded once for everybody: only the subscription's id is spliced in for each (STOMP 1.2, MESSAGE).
import { isUtf8 } from 'node:buffer'
import type { Framing, MessageTail } from './subscriber.ts'

const HEAD = Buffer.from('MESSAGE\nsubscription:')
const NUL = Buffer.of(0)
const JSON_TYPE = 'content-type:application/json\n'

/** `messageId` is unique, and has nothing to escape. `destination` is escaped already, where it could have. */
export interface MessageParts {
  destination: string
  messageId: string
  headers?: string
  /** JSON text, which is said here to be that; or bytes of any kind, of which the headers say what they are. */
  body: string | Buffer
}

/** Encodes what all subscribers share. `headers`, where given, are whole encoded lines, each with its line feed. */
export function encodeTail({ destination, messageId, headers = '', body }: MessageParts): MessageTail {
  const head =
    `\nmessage-id:${messageId}\ndestination:${destination}\n${headers}` +
    `${typeof body === 'string' ? JSON_TYPE : ''}content-length:${Buffer.byteLength(body)}\n\n`
  if (typeof body === 'string') return { messageId, isText: true, bytes: Buffer.from(`${head}${body}\0`) }
  return { messageId, isText: isUtf8(body), bytes: Buffer.concat([Buffer.from(head), body, NUL]) }
}

/** Who the frames are for: the subscription's id as it stands in a header, and how the transport wraps a frame. */
export interface Addressee {
  readonly id: string
  readonly framing: Framing
}

/**
 * The frames of a batch for one addressee, framed, in one buffer: one write for the transport. `ackId`: what the client has
 * to acknowledge them by, where that is not null (STOMP 1.2, MESSAGE).
 */
export function assemble(
  tails: readonly MessageTail[],
  { id, framing }: Addressee,
  ackId: string | null = null,
): Buffer {
  const subscriptionId = Buffer.from(ackId === null ? id : `${id}\nack:${ackId}`)
  const idEnd = HEAD.length + subscriptionId.length
  let size = 0
  for (const { bytes: tail } of tails) size += framedLength(idEnd + tail.length, framing)
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  for (const { bytes: tail, isText } of tails) {
    const length = idEnd + tail.length
    framing.writeHead(bytes, at, length, isText)
    at += framing.headLength(length)
    at += HEAD.copy(bytes, at)
    at += subscriptionId.copy(bytes, at)
    at += tail.copy(bytes, at)
    at += framing.tail.copy(bytes, at)
  }
  return bytes
}

/** How many bytes a frame of so many is as the transport wraps it. */
function framedLength(length: number, framing: Framing): number {
  return framing.headLength(length) + length + framing.tail.length
}

/** Where the subscription's id stands in what `assemble` makes for an id of so many bytes. */
export function idPlaces(tails: readonly MessageTail[], idLength: number, framing: Framing): number[] {
  const idEnd = HEAD.length + idLength
  const places: number[] = []
  let at = 0
  for (const { bytes: tail } of tails) {
    const length = idEnd + tail.length
    places.push(at + framing.headLength(length) + HEAD.length)
    at += framedLength(length, framing)
  }
  return places
}
