// Turns frames into bytes. MESSAGE frames that go to many subscribers take the shorter way of broker/message.ts.
import { escapeHeader, escapes } from './escape.ts'
import type { StompVersion } from './frame.ts'

const NUL = Buffer.from([0])

/** A frame to be sent; `body` as text is UTF-8. `content-length` is written here wherever there is a body. */
export interface Outgoing {
  command: string
  headers: Iterable<readonly [string, string]>
  body?: string | Buffer
}

/** The frame's bytes, its NUL included. Throws RangeError where a header cannot be written without escapes. */
export function encode({ command, headers, body }: Outgoing, version: StompVersion): Buffer {
  const encodeHeader = escapes(command, version) ? encodeEscaped : encodePlain
  let head = `${command}\n`
  for (const [name, value] of headers) head += encodeHeader(name, value, version)
  if (body !== undefined && body.length > 0) head += `content-length:${Buffer.byteLength(body)}\n`
  if (typeof body === 'object') return Buffer.concat([Buffer.from(`${head}\n`), body, NUL])
  return Buffer.from(`${head}\n${body ?? ''}\0`)
}

function encodeEscaped(name: string, value: string, version: StompVersion): string {
  return `${escapeHeader(name, version)}:${escapeHeader(value, version)}\n`
}

function encodePlain(name: string, value: string, version: StompVersion): string {
  // A CR is part of an end of line in 1.2 only.
  const unwritable = version === '1.2' ? /[\r\n]/ : /\n/
  if (name.includes(':') || unwritable.test(name) || unwritable.test(value)) {
    throw new RangeError(`The header ${JSON.stringify(name)} cannot be written without escapes.`)
  }
  return `${name}:${value}\n`
}
