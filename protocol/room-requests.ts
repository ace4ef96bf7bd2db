// The REST shapes of what becomes of a room: what its owner may change, whom they send away or ask in, and two people's room.
import Type, { type Static } from 'typebox'
import { RoomIdSchema, UserIdSchema } from './ids.ts'
import { LIMITS } from './limits.ts'
import { User } from './rest.ts'

/** `PATCH /api/rooms/{id}`: what is left out stays as it is. `slowMode`: seconds between two messages of one person; 0 ends it. */
export const ChangeRoomRequest = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 512 })),
  topic: Type.Optional(Type.String({ maxLength: 20 * LIMITS.topicLength })),
  slowMode: Type.Optional(Type.Integer({ minimum: 0, maximum: LIMITS.slowestMode })),
  announcementOnly: Type.Optional(Type.Boolean()),
})
export type ChangeRoomRequest = Static<typeof ChangeRoomRequest>

/** The person whom a call is about. */
export const PersonRequest = Type.Object({ userId: UserIdSchema })
export type PersonRequest = Static<typeof PersonRequest>

/** `GET /api/rooms/{id}/bans`: longest first. */
export const BannedList = Type.Object({ banned: Type.Array(User) })
export type BannedList = Static<typeof BannedList>

/** A private room that the one who asks was asked into: its name, by whom and when (ms since 1970), and nothing else of it. */
export const Invitation = Type.Object({
  roomId: RoomIdSchema,
  name: Type.String(),
  by: User,
  at: Type.Integer(),
})
export type Invitation = Static<typeof Invitation>

/** `GET /api/me/invitations`: longest first. */
export const InvitationList = Type.Object({ invitations: Type.Array(Invitation) })
export type InvitationList = Static<typeof InvitationList>
