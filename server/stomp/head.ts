// The head of a frame: where it ends in the bytes, and what its lines say. Nothing here knows about buffering.
import { escapes, unescapeHeader } from './escape.ts'
import { FrameError, type Headers, type StompVersion } from './frame.ts'

const LF = 0x0a
const CR = 0x0d
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A head's last byte but for the blank line, and where the body begins. */
export interface HeadSpan {
  end: number
  bodyStart: number
}

/** Finds the blank line that ends a head, looking from `from`; null while it has not arrived. EOL is LF or CR LF. */
export function findHeadEnd(bytes: Buffer, from: number, length: number): HeadSpan | null {
  for (let i = from; i < length; i += 1) {
    if (bytes[i] !== LF) continue
    if (bytes[i + 1] === LF && i + 1 < length) return { end: i, bodyStart: i + 2 }
    if (bytes[i + 1] === CR && bytes[i + 2] === LF && i + 2 < length) return { end: i, bodyStart: i + 3 }
  }
  return null
}

/** Reads the command and the headers between `start` and `end`. Throws FrameError where a line is malformed. */
export function parseHead(
  bytes: Buffer,
  start: number,
  end: number,
  maxHeaders: number,
  version: StompVersion,
): { command: string; headers: Headers } {
  const text = decodeText(bytes, start, end)
  const commandEnd = lineEnd(text, 0)
  const command = withoutCr(text, 0, commandEnd, version)
  if (!/^[A-Z]+$/.test(command)) throw new FrameError('BAD_FRAME', 'A frame does not begin with a command.')
  const headers = new Map<string, string>()
  for (let at = commandEnd + 1, count = 1; at < text.length; count += 1) {
    if (count > maxHeaders)
      throw new FrameError('FRAME_TOO_LARGE', `A frame has more than ${maxHeaders} headers.`, headers)
    const stop = lineEnd(text, at)
    addHeader(headers, withoutCr(text, at, stop, version), escapes(command, version) ? version : null)
    at = stop + 1
  }
  return { command, headers: mayBePadded(command, headers, version) ? withoutPadding(headers) : headers }
}

/** UTF-8, taking the short way when the bytes turn out to be ASCII. */
function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end)
  if (!/[\x80-\xff]/.test(text)) return text
  try {
    return utf8.decode(bytes.subarray(start, end))
  } catch {
    throw new FrameError('BAD_FRAME', 'A header is not valid UTF-8.')
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

/** A line without the CR of a CR LF, which only 1.2 reads as an end of line (STOMP 1.2, Augmented BNF). */
function withoutCr(text: string, start: number, stop: number, version: StompVersion): string {
  const hasCr = version === '1.2' && text.charCodeAt(stop - 1) === CR && stop > start
  return text.slice(start, hasCr ? stop - 1 : stop)
}

/** Whether the frame is of 1.0, whose examples pad their values; later versions never trim (STOMP 1.2, Value Encoding). */
function mayBePadded(command: string, headers: Headers, version: StompVersion): boolean {
  if (command === 'CONNECT' || command === 'STOMP') return !headers.has('accept-version')
  return version === '1.0'
}

function withoutPadding(headers: Headers): Headers {
  return new Map(Array.from(headers, ([name, value]) => [name, withoutSpacesAround(value)]))
}

/** Spaces alone, in one walk: a pattern for those at the end would search anew from each. */
function withoutSpacesAround(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text[start] === ' ') start += 1
  while (end > start && text[end - 1] === ' ') end -= 1
  return text.slice(start, end)
}

function addHeader(headers: Map<string, string>, line: string, escaped: StompVersion | null): void {
  const colon = line.indexOf(':')
  if (colon < 1) throw new FrameError('BAD_FRAME', 'A header line has no name and colon.', headers)
  const name = line.slice(0, colon)
  const value = line.slice(colon + 1)
  if (escaped === null) {
    if (!headers.has(name)) headers.set(name, value)
    return
  }
  const plainName = unescapeHeader(name, escaped, headers)
  const plainValue = unescapeHeader(value, escaped, headers)
  if (!headers.has(plainName)) headers.set(plainName, plainValue)
}
