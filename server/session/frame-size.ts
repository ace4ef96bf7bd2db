// How much of a host's memory a frame is charged for.
import type { Frame } from '../stomp/frame.ts'

/** The bytes of its body, and the characters of its headers. */
export function sizeOf({ headers, body }: Frame): number {
  let size = body.length
  headers.forEach((value, name) => (size += name.length + value.length))
  return size
}
