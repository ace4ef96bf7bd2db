// A relayed message as one piece of bytes: how long its headers are, in four bytes, the headers as JSON, and the body as it is.
import type { RelayedMessage } from '../signals.ts'

const LENGTH_BYTES = 4

export function toRelayedBytes({ headers, body }: RelayedMessage): Buffer {
  const head = Buffer.from(JSON.stringify(headers))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, body])
}

/** Throws where the bytes are no such piece. */
export function fromRelayedBytes(bytes: Buffer): RelayedMessage {
  const end = LENGTH_BYTES + bytes.readUInt32BE()
  const headers = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as RelayedMessage['headers']
  return { headers, body: bytes.subarray(end) }
}
