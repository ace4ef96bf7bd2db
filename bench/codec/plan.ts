// What the codec's measurement comes to; it crosses a process border as JSON.

/** Frames a second of both codecs. */
export interface Duel {
  title: string
  ours: number
  theirs: number
  /** How many times theirs ours has to be; null where nothing is asked. */
  goal: number | null
}

/** Whether the decoder's time is linear in what it reads: nanoseconds a byte. */
export interface Linearity {
  /** Bytes of a body, a column each. */
  bodies: readonly number[]
  /** Bytes of the chunks it came in, a row each. */
  rows: readonly { chunk: number; nanoseconds: readonly number[] }[]
}

export interface CodecOutcome {
  duels: readonly Duel[]
  linearity: Linearity
}
