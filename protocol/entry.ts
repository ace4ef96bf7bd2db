// What a room's log holds and what a subscription to it carries: entries, and the markers between them.
import Type, { type Static } from 'typebox'
import { EpochSchema, RoomIdSchema, SeqSchema, UserIdSchema } from './ids.ts'

/** One line of a room's log. `sender` is the person's name when it was written; `message` is empty in notices. */
export const Entry = Type.Object({
  type: Type.Union([Type.Literal('TALK'), Type.Literal('ENTER'), Type.Literal('LEAVE')]),
  roomId: RoomIdSchema,
  seq: SeqSchema,
  epoch: EpochSchema,
  senderId: UserIdSchema,
  sender: Type.String(),
  message: Type.String(),
  /** Milliseconds since 1970 by the server's clock. */
  sentAt: Type.Integer(),
  /** The client's own mark of a TALK. A notice has one that the server made, which no client can send. */
  nonce: Type.String(),
})
export type Entry = Static<typeof Entry>

/** Ends the replay of a SUBSCRIBE with `since`: everything up to `seq` has been sent, what follows is live. */
export const CaughtUp = Type.Object({ type: Type.Literal('CAUGHT_UP'), seq: SeqSchema })
export type CaughtUp = Static<typeof CaughtUp>

/** The log does not hold the entries from `from` to `to` (inclusive) that were asked for: reload the room. */
export const Gap = Type.Object({ type: Type.Literal('GAP'), from: SeqSchema, to: SeqSchema })
export type Gap = Static<typeof Gap>

/** The body of every MESSAGE on a room's topic. */
export const RoomMessage = Type.Union([Entry, CaughtUp, Gap])
export type RoomMessage = Static<typeof RoomMessage>
