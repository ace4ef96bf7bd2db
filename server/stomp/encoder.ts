// Turns frames into bytes. MESSAGE frames that go to many subscribers take the shorter way of broker/message.ts.
import { escapeHeader, escapes } from './escape.ts'
import type { StompVersion } from './frame.ts'

const EMPTY = Buffer.alloc(0)
const NUL = Buffer.from([0])

/** A frame to be sent; `body` as text is UTF-8. `content-length` is written here wherever there is a body. */
export interface Outgoing {
  command: string
  headers: Iterable<readonly [string, string]>
  body?: string | Buffer
}

/** The frame's bytes, its NUL included. Throws where a header cannot be written in this version (1.0 has no escapes). */
export function encode({ command, headers, body }: Outgoing, version: StompVersion): Buffer {
  const escaped = escapes(command, version)
  let head = `${command}\n`
  for (const [name, value] of headers) head += encodeHeader(name, value, escaped ? version : null)
  const content = typeof body === 'string' ? Buffer.from(body) : (body ?? EMPTY)
  if (content.length > 0) head += `content-length:${content.length}\n`
  return Buffer.concat([Buffer.from(`${head}\n`), content, NUL])
}

function encodeHeader(name: string, value: string, escaped: StompVersion | null): string {
  if (escaped !== null) return `${escapeHeader(name, escaped)}:${escapeHeader(value, escaped)}\n`
  if (/[\r\n:]/.test(name) || /[\r\n]/.test(value)) {
    throw new RangeError(`The header ${JSON.stringify(name)} cannot be written without escapes.`)
  }
  return `${name}:${value}\n`
}
