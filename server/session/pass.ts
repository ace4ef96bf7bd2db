// What somebody was let in by, and how long it lasts.
import type { User } from '../../protocol/rest.ts'

/** Who has come in. `unnamed`: they have not said what they are called, and `name` stands in for that. */
export interface Arrival extends User {
  readonly unnamed?: boolean
}

/** Milliseconds before the end at which the client is told. */
const NOTICE = 60_000

/** A token. `family`: the sign-in that it comes of. `endsAt`: milliseconds of the sessions' clock. */
export interface Pass {
  readonly family: string
  readonly endsAt: number
}

/** `pass`: null for somebody whose stay has no end. */
export interface Admitted {
  readonly person: Arrival
  readonly pass: Pass | null
}

/** `tell`: it ends soon; said until `told`. */
export type PassDue = 'nothing' | 'tell' | 'end'

/** The time that is left to somebody who was let in. */
export class Stay {
  readonly pass: Pass
  /** The client knows that it ends soon. */
  told = false

  constructor(pass: Pass) {
    this.pass = pass
  }

  due(now: number): PassDue {
    const { endsAt } = this.pass
    if (now < endsAt - NOTICE) return 'nothing'
    if (now >= endsAt) return 'end'
    return this.told ? 'nothing' : 'tell'
  }
}
