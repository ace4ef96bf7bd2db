// The page's timer.

/** Calls back after so many milliseconds; the function that it answers calls that off. */
export function later(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}

/** One frame of a common screen, in milliseconds. */
const FRAME = 16

/** Calls back within about a frame. Not by the frame itself: a page that nobody looks at has none. */
export function soon(callback: () => void): () => void {
  return later(callback, FRAME)
}
