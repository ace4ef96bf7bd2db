// Both ends of a move, and the marks by which nobody hosts there while it is under way, nor at the old place afterwards.
import type { HouseReader, HouseWriter } from './house.ts'

/** What has been carried. `hash`: the SHA-256 of all of it in one form, in hex. */
export interface Carried {
  rooms: number
  entries: number
  accounts: number
  signIns: number
  places: number
  readMarks: number
  hash: string
}

/** The mark at the old place. `move`: names this move. `to`: the new place, in words. `done`: the host is there now. */
export interface Leaving {
  move: string
  to: string
  done: boolean
}

/** The mark at the new place. `carried`: null until all is there and was found to be as at the old place. */
export interface Arriving {
  move: string
  carried: Carried | null
}

/** The old place, which nobody else uses while it is open. */
export interface OldHouse {
  /** In words. */
  readonly place: string
  readonly reader: HouseReader
  /** Null where the host is not moving out. */
  readonly leaving: Leaving | null
  /** Sets the mark. Nobody hosts here while there is one. */
  mark(leaving: Leaving): Promise<void>
  /** Whoever hosts here all the same gives no seq a second meaning: every log begins a new epoch then. */
  endEpochs(): Promise<void>
  /** Rejects where somebody else has come to use it. */
  confirm(): Promise<void>
  close(): Promise<void>
}

/** The new place, which nobody else uses while it is open. */
export interface NewHouse {
  readonly place: string
  /** Null where nothing is there yet. */
  readonly arriving: Arriving | null
  /** Sets the mark, before anything is put in. Nobody hosts here while there is one. */
  mark(arriving: Arriving): Promise<void>
  /** To be used once there is a mark. */
  rooms(): Rooms
  confirm(): Promise<void>
  /** Takes the mark away: from now on it is a host as any other. */
  finish(): Promise<void>
  close(): Promise<void>
}

/** What can be done in a new place. */
export interface Rooms {
  readonly reader: HouseReader
  readonly writer: HouseWriter
}
