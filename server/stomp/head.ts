// The head of a frame: where it ends in the bytes, and what its lines say. Nothing here knows about buffering.
import { escapes, unescapeHeader } from './escape.ts'
import { FrameError, type Headers, type StompVersion } from './frame.ts'
import { HeaderList } from './header-list.ts'

const LF = 0x0a
const CR = 0x0d
const REPLACEMENT = '\uFFFD'
/** Characters: beyond it there may be much in a head that nobody asks for. */
const LONG_HEAD = 1_024
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
  const command = text.slice(0, endWithoutCr(text, 0, commandEnd, version))
  if (!/^[A-Z]+$/.test(command))
    throw new FrameError('BAD_FRAME', `A frame begins with ${excerpt(command)}, which is no command.`)
  const escaped = escapes(command, version) && text.includes('\\') ? version : null
  const headers = new HeaderList()
  for (let at = commandEnd + 1, count = 1; at < text.length; count += 1) {
    if (count > maxHeaders)
      throw new FrameError('FRAME_TOO_LARGE', `A frame has more than ${maxHeaders} headers.`, headers)
    const stop = lineEnd(text, at)
    addHeader(headers, text, at, endWithoutCr(text, at, stop, version), escaped)
    at = stop + 1
  }
  const meant = mayBePadded(command, headers, version) ? withoutPadding(headers) : headers
  return { command, headers: text.length > LONG_HEAD ? copied(meant) : meant }
}

/** A part of a text keeps the whole of it in memory: whoever keeps headers should keep no more than them. */
function copied(headers: Headers): Headers {
  return new Map(Array.from(headers, ([name, value]) => [copyOf(name), copyOf(value)]))
}

function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

/** Strict UTF-8. What Node reads leniently has a replacement character where a byte was wrong, or where the peer sent one. */
function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  if (!text.includes(REPLACEMENT)) return text
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

/** Where a line ends without the CR of a CR LF, which only 1.2 reads as an end of line (STOMP 1.2, Augmented BNF). */
function endWithoutCr(text: string, start: number, stop: number, version: StompVersion): number {
  const hasCr = version === '1.2' && stop > start && text.charCodeAt(stop - 1) === CR
  return hasCr ? stop - 1 : stop
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

/** What was read, for the one who wrote it: enough to find the place. */
function excerpt(line: string): string {
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 40)}…` : line)
}

/** `escaped`: the version whose escapes are to be undone; null where there are none. */
function addHeader(
  headers: HeaderList,
  text: string,
  start: number,
  stop: number,
  escaped: StompVersion | null,
): void {
  const colon = text.indexOf(':', start)
  if (colon === start || colon === -1 || colon >= stop) {
    const line = excerpt(text.slice(start, stop))
    throw new FrameError('BAD_FRAME', `The header line ${line} has no name and colon.`, headers)
  }
  let name = text.slice(start, colon)
  let value = text.slice(colon + 1, stop)
  if (escaped !== null) {
    name = unescapeHeader(name, escaped, headers)
    value = unescapeHeader(value, escaped, headers)
  }
  headers.add(name, value)
}
