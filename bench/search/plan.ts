// What the search's measurement comes to.

/** Milliseconds that searches of one kind took. `hits`: how many they found in the mean, a page at most. */
export interface Kind {
  title: string
  p50: number
  p95: number
  slowest: number
  hits: number
}

/**
 * Messages a second: until the last of them was kept, and until it was found; null where there is no index. `cpu`:
 * microseconds of CPU for each, of all threads until then, which a busy machine changes less.
 */
export interface Said {
  kept: number
  found: number | null
  cpu: number
}

export interface SearchOutcome {
  messages: number
  /** What was said, while nothing was indexed and beside the indexing thread. */
  without: Said
  withIndex: Said
  /** Bytes. */
  databaseBytes: number
  indexBytes: number
  kinds: readonly Kind[]
}
