// The page's timer.

/** Calls back after so many milliseconds; the function that it answers calls that off. */
export function later(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}
