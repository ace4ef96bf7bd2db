// What moves and is not kept: presence, typing and read marks of a room, the coming and going of rooms themselves, and what
// becomes of somebody's own.
import Type, { type Static } from 'typebox'
import { LeaveReason } from './entry.ts'
import { RoomIdSchema, SeqSchema, UserIdSchema } from './ids.ts'
import { MyRoom, Room } from './rest.ts'
import { Invitation } from './room-requests.ts'

/** Bodies on `/topic/rooms/{roomId}/live`. Sent at most once, never stored. */
export const RoomSignal = Type.Union([
  Type.Object({
    type: Type.Literal('PRESENCE'),
    roomId: RoomIdSchema,
    userId: UserIdSchema,
    online: Type.Boolean(),
  }),
  Type.Object({
    type: Type.Literal('TYPING'),
    roomId: RoomIdSchema,
    userId: UserIdSchema,
    name: Type.String(),
  }),
  /** How far some of its members have read now: those whose marks have moved. */
  Type.Object({
    type: Type.Literal('READ'),
    roomId: RoomIdSchema,
    marks: Type.Array(Type.Object({ userId: UserIdSchema, seq: SeqSchema })),
  }),
  /** The room as it is now, where something about it has changed. */
  Type.Object({ type: Type.Literal('ROOM'), room: Room }),
])
export type RoomSignal = Static<typeof RoomSignal>

/**
 * Bodies on `/topic/rooms`, about open rooms alone. `ROOM_CHANGED` has the room as it is now; `ROOM_COUNT` tells how many
 * members it has now.
 */
export const LobbySignal = Type.Union([
  Type.Object({ type: Type.Literal('ROOM_CREATED'), ...Room.properties }),
  Type.Object({ type: Type.Literal('ROOM_CHANGED'), ...Room.properties }),
  Type.Object({ type: Type.Literal('ROOM_CLOSED'), roomId: RoomIdSchema }),
  Type.Object({
    type: Type.Literal('ROOM_COUNT'),
    roomId: RoomIdSchema,
    members: Type.Integer({ minimum: 0 }),
  }),
])
export type LobbySignal = Static<typeof LobbySignal>

/**
 * Bodies on `/user/queue/rooms`, about the rooms that the one who listens is in, and those that they are asked into. `UNREAD`: how many messages came after
 * `read`, which is how far they have read on any of their devices, while the log stands at `seq`.
 */
export const OwnRoomSignal = Type.Union([
  Type.Object({ type: Type.Literal('ROOM_ADDED'), room: MyRoom }),
  Type.Object({ type: Type.Literal('ROOM_CHANGED'), room: MyRoom }),
  Type.Object({ type: Type.Literal('INVITED'), ...Invitation.properties }),
  Type.Object({
    type: Type.Literal('ROOM_GONE'),
    roomId: RoomIdSchema,
    reason: Type.Union([Type.Literal('left'), LeaveReason]),
  }),
  Type.Object({
    type: Type.Literal('UNREAD'),
    roomId: RoomIdSchema,
    seq: SeqSchema,
    read: SeqSchema,
    unread: Type.Integer({ minimum: 0 }),
  }),
])
export type OwnRoomSignal = Static<typeof OwnRoomSignal>
