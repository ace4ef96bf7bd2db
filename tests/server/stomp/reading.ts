// Runs bytes through a decoder and tells what came of them.
import { Decoder, type FrameLimits } from '../../../server/stomp/decoder.ts'
import { FrameError, type Frame, type FrameFault, type StompVersion } from '../../../server/stomp/frame.ts'

/** Small enough to be reached by a test. */
export const SMALL: FrameLimits = { headerBytes: 64, headerCount: 4, bodyBytes: 32 }
export const WIDE: FrameLimits = { headerBytes: 16_384, headerCount: 64, bodyBytes: 65_536 }

/** A frame with its body as text; bytes that are no UTF-8 show as they are in latin1. */
export interface Read {
  command: string
  headers: Record<string, string>
  body: string
}

export interface Reading {
  frames: Read[]
  fault: FrameFault | null
}

/** What the pieces decode to, up to the first fault. */
export function read(
  pieces: readonly Buffer[],
  version: StompVersion = '1.2',
  limits: FrameLimits = WIDE,
): Reading {
  const frames: Read[] = []
  const decoder = new Decoder(limits, (frame) => frames.push(toRead(frame)))
  decoder.version = version
  try {
    for (const piece of pieces) decoder.push(piece)
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    return { frames, fault: error.fault }
  }
  return { frames, fault: null }
}

function toRead({ command, headers, body }: Frame): Read {
  const text = body.toString('utf8')
  const faithful = Buffer.from(text).equals(body)
  return {
    command,
    headers: Object.fromEntries(headers),
    body: faithful ? text : body.toString('latin1'),
  }
}
