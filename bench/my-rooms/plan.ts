// What the measurement of somebody's own rooms comes to.

/** Milliseconds that one listing took where nothing was read before it, and the median of those after it. `messages`: in each room. */
export interface Listed {
  messages: number
  first: number
  median: number
}

export interface MyRoomsOutcome {
  /** How many rooms each listing has. */
  rooms: number
  listed: readonly Listed[]
}
