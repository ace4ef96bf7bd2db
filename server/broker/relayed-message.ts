// Messages for a relayed destination: a person's as they sent it, or a program's own.
import type { UserId } from '../../protocol/ids.ts'
import type { RelayedMessage } from '../store/signals.ts'
import { ownHeaders } from './relayed-headers.ts'

/** What a client sent, and who it was: `sender-id` can be trusted. */
export function messageOf(
  sender: UserId,
  headers: ReadonlyMap<string, string>,
  body: Buffer,
): RelayedMessage {
  return { headers: [['sender-id', sender], ...ownHeaders(headers)], body }
}

/** What the server itself has to say, as JSON. */
export function jsonMessage(value: object): RelayedMessage {
  return { headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify(value)) }
}
