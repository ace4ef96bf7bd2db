// What moves and is not kept: presence, typing and read marks of a room, and the coming and going of rooms themselves.
import Type, { type Static } from 'typebox'
import { RoomIdSchema, SeqSchema, UserIdSchema } from './ids.ts'

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
  Type.Object({ type: Type.Literal('READ'), roomId: RoomIdSchema, userId: UserIdSchema, seq: SeqSchema }),
])
export type RoomSignal = Static<typeof RoomSignal>

/** Bodies on `/topic/rooms`. `ROOM_COUNT` tells how many members the room has now. */
export const LobbySignal = Type.Union([
  Type.Object({
    type: Type.Literal('ROOM_CREATED'),
    roomId: RoomIdSchema,
    name: Type.String(),
    members: Type.Integer({ minimum: 0 }),
    createdAt: Type.Integer(),
  }),
  Type.Object({
    type: Type.Literal('ROOM_COUNT'),
    roomId: RoomIdSchema,
    members: Type.Integer({ minimum: 0 }),
  }),
])
export type LobbySignal = Static<typeof LobbySignal>
