// Header escaping, which differs by version and is absent from CONNECT and CONNECTED (STOMP 1.2, Value Encoding).
import { FrameError, type Headers, type StompVersion } from './frame.ts'

const DECODED: Record<string, string> = { '\\r': '\r', '\\n': '\n', '\\c': ':', '\\\\': '\\' }
const ENCODED: Record<string, string> = { '\r': '\\r', '\n': '\\n', ':': '\\c', '\\': '\\\\' }

/** Whether this frame's headers are escaped: not in 1.0, and never in the frames that come before a version is agreed. */
export function escapes(command: string, version: StompVersion): boolean {
  return version !== '1.0' && command !== 'CONNECT' && command !== 'CONNECTED' && command !== 'STOMP'
}

/**
 * Undoes the escapes. An escape that the version does not define is a fault (STOMP 1.2, Value Encoding; 1.1 has no `\r`).
 * `before`: the headers of the frame that stand before this one.
 */
export function unescapeHeader(text: string, version: StompVersion, before: Headers): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:.|$)/gs, (escape) => {
    const plain = DECODED[escape]
    if (plain === undefined || (plain === '\r' && version === '1.1')) {
      throw new FrameError(
        'BAD_FRAME',
        `A header has the undefined escape ${JSON.stringify(escape)}.`,
        before,
      )
    }
    return plain
  })
}

/** The text as a header's name or value. 1.0 has no escapes; in 1.1 a carriage return has none and goes as it is. */
export function escapeHeader(text: string, version: StompVersion): string {
  // Nearly all text needs none, and looking costs a quarter of replacing nothing.
  if (version === '1.0' || !/[\r\n:\\]/.test(text)) return text
  return text.replace(version === '1.1' ? /[\n:\\]/g : /[\r\n:\\]/g, (plain) => ENCODED[plain] ?? plain)
}
