// What a room's log holds and what a subscription to it carries: entries, and the markers between them.
import Type, { type Static } from 'typebox'
import { EpochSchema, RoomIdSchema, SeqSchema, UserIdSchema } from './ids.ts'

/** What a line of a log is. EDIT and DELETE say what became of a TALK before them. */
export const EntryType = Type.Union([
  Type.Literal('TALK'),
  Type.Literal('ENTER'),
  Type.Literal('LEAVE'),
  Type.Literal('EDIT'),
  Type.Literal('DELETE'),
])
export type EntryType = Static<typeof EntryType>

/** Why somebody is no longer in a room, where it was not they who left: taken out by its owner, or not here for too long. */
export const LeaveReason = Type.Union([Type.Literal('removed'), Type.Literal('away')])
export type LeaveReason = Static<typeof LeaveReason>

/** One line of a room's log. `sender` is the person's name when it was written; `message` is empty in notices. */
export const Entry = Type.Object({
  type: EntryType,
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
  /** Of a LEAVE; left out where the person left by themselves. */
  reason: Type.Optional(LeaveReason),
  /** Of an EDIT or a DELETE, and of nothing else: the seq of the TALK that it is about. */
  refersTo: Type.Optional(SeqSchema),
  /** Of a TALK that was edited: when last, in milliseconds since 1970. `message` is the newest text. */
  editedAt: Type.Optional(Type.Integer()),
  /** Of a TALK that was deleted; its `message` is empty. */
  deleted: Type.Optional(Type.Literal(true)),
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
