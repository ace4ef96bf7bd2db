// Something to be done in a while, by a clock that tests can move.

/** Calls back once, after so many milliseconds; the function that it answers calls that off, and does nothing afterwards. */
export type Later = (callback: () => void, milliseconds: number) => () => void

/** By the clock of the process, which it does not keep from ending. */
export const later: Later = (callback, milliseconds) => {
  const timer = setTimeout(callback, milliseconds).unref()
  return () => clearTimeout(timer)
}
