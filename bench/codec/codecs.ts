// The two codecs behind one face: this project's, and that of `@stomp/stompjs`, whose parser is not among its exports.
import { FrameImpl } from '../../node_modules/@stomp/stompjs/esm6/frame-impl.js'
import { Parser } from '../../node_modules/@stomp/stompjs/esm6/parser.js'
import { LIMITS } from '../../protocol/limits.ts'
import { Decoder } from '../../server/stomp/decoder.ts'
import { encode } from '../../server/stomp/encoder.ts'

/** What is written by both: the headers of a message to a subscriber, and its body. */
export interface Message {
  headers: Readonly<Record<string, string>>
  body: string
}

export interface Codec {
  /** Reads one connection's stream. Returns how many frames were in it. */
  decode: (chunks: readonly Buffer[]) => number
  /** A MESSAGE's length in bytes. */
  encode: (message: Message) => number
}

/** Checks all that the server checks: limits, commands, escapes, UTF-8, and where bodies are allowed. */
export const ours: Codec = {
  decode: (chunks) => {
    let frames = 0
    const decoder = new Decoder(LIMITS, () => (frames += 1))
    for (const chunk of chunks) decoder.push(chunk)
    return frames
  },
  encode: ({ headers, body }) =>
    encode({ command: 'MESSAGE', headers: Object.entries(headers), body }, '1.2').length,
}

/** The parser alone: what its client does with a frame afterwards (trim and unescape its headers) is left out, in its favour. */
export const stompjs: Codec = {
  decode: (chunks) => {
    let frames = 0
    const parser = new Parser(
      () => (frames += 1),
      () => {},
    )
    // As a WebSocket hands binary messages to it.
    for (const chunk of chunks) parser.parseChunk(chunk as unknown as ArrayBuffer)
    return frames
  },
  encode: ({ headers, body }) => {
    const text = FrameImpl.marshall({ command: 'MESSAGE', headers, body, escapeHeaderValues: true })
    return Buffer.byteLength(text)
  },
}
