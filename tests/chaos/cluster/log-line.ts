// What a client of the chaos writes down: what it did, and what came of it, one JSON object a line. The judge knows nothing else.
import type { EntryType, LeaveReason } from '../../../protocol/entry.ts'
import type { ErrorCode } from '../../../protocol/errors.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../../protocol/ids.ts'

/** The two notices that a person can bring about. */
export type Step = 'ENTER' | 'LEAVE'

/** How an entry came: by the subscription, live or replayed; or as a page of history. */
export type Way = 'live' | 'replay' | 'history'

/** An entry as it came; `room` is the one that was asked for. */
export interface SeenEntry {
  event: 'entry'
  way: Way
  room: RoomId
  seq: Seq
  epoch: Epoch
  type: EntryType
  sender: UserId
  nonce: string
  message: string
  reason: LeaveReason | null
}

export type LogEvent =
  /** Who the client is: the first line. */
  | { event: 'person'; user: UserId }
  | { event: 'connected'; node: string }
  | { event: 'unreachable'; node: string; why: string }
  | { event: 'lost'; why: string }
  /** It goes away for so long that the host may put it out of its rooms. */
  | { event: 'stays-away' }
  /** `again`: it has been sent before, with the same nonce. */
  | { event: 'sent'; room: RoomId; nonce: string; message: string; again: boolean }
  /** The receipt of a message. */
  | { event: 'kept'; room: RoomId; nonce: string }
  | { event: 'asked'; room: RoomId; step: Step }
  /** The receipt of what was asked last in that room. */
  | { event: 'granted'; room: RoomId; step: Step }
  | { event: 'refused'; code: ErrorCode; destination: string | null; nonce: string | null }
  /** `epoch` null: not said. */
  | { event: 'subscribed'; room: RoomId; since: Seq; epoch: Epoch | null }
  | SeenEntry
  | { event: 'caught-up'; room: RoomId; seq: Seq }
  | { event: 'gap'; room: RoomId; from: Seq; to: Seq }
  /** The room's history is read from its beginning, in place of all that was seen of it; entries of it follow. */
  | { event: 'reload'; room: RoomId }
  | { event: 'reloaded'; room: RoomId }
  /** When all is over: the history up to this seq is read, to be compared with what was seen; entries of it follow. */
  | { event: 'audit'; room: RoomId; to: Seq }
  | { event: 'audited'; room: RoomId }
  /** What the client still waited for when time was up. */
  | { event: 'gave-up'; waitedFor: string }
  | { event: 'end' }

/** `at`: milliseconds by a clock that all clients share, for readers; the judge does not look at it. */
export type LogLine = { at: number } & LogEvent

/** A client's whole log. `lines` reads it from its first line, each time it is called. */
export interface ClientLog {
  client: string
  lines: () => readonly LogLine[]
}
