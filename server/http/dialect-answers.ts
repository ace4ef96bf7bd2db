// What is answered to a request of an older system: the chat's own use case, and around it what the dialect has.
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { isUserId, toRoomId, type RoomId, type Seq, type UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { Room, User } from '../../protocol/rest.ts'
import { createRoom } from '../chat/create-room.ts'
import { enterRoom } from '../chat/enter-room.ts'
import { leaveRoom } from '../chat/leave-room.ts'
import { listMyRooms } from '../chat/list-my-rooms.ts'
import { listRooms } from '../chat/list-rooms.ts'
import { markRead } from '../chat/mark-read.ts'
import { openDirectRoom } from '../chat/open-direct-room.ts'
import { readableRoom } from '../chat/policy.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { readHistory } from '../chat/read-history.ts'
import type { DialectRest, RestPath } from '../routes/dialects/dialect.ts'
import { fieldIn } from './dialect-fields.ts'

/** What one dialect has at a path. */
export interface Spoken {
  rest: DialectRest
  path: RestPath
}

/** Who asks, and of which chat. `known`: false for somebody without a name, of whom nobody hears again. */
interface Asking {
  person: User
  known: boolean
  ports: ChatPorts
}

/** JSON; null where there is nothing to say. Refuses as the use cases do, and BAD_REQUEST. */
export async function answerTo(
  { rest, path }: Spoken,
  request: FastifyRequest,
  asking: Asking,
): Promise<unknown> {
  const { person, ports } = asking
  const { userId } = person
  const rooms = (all: readonly Room[]): object => rest.several(all.map((room) => rest.room(room)))
  switch (path.deed) {
    case 'all-rooms':
      return rooms(await listRooms(ports))
    case 'rooms-joined':
      return rooms(await joinedRooms(ports, userId))
    case 'rooms-owned':
      return rooms(await ownedRooms(ports, userId))
    case 'one-room':
      return rest.one(rest.room(await readableRoom(ports, roomIn(request), userId)))
    case 'new-room':
      return rest.one(rest.room(await newRoom(rest, request, asking)))
    case 'my-rooms':
      return (await listMyRooms(ports, userId)).map((room) => path.tells(room))
    case 'history':
      return (await talks(ports, userId, roomIn(request))).map((entry) => path.tells(entry))
    case 'direct-room':
      return path.tells((await openDirectRoom(ports, person, personIn(request, path.personField))).room)
    case 'entering':
      return nothing(enterRoom(ports, person, roomIn(request)))
    case 'leaving':
      return nothing(leaveRoom(ports, person, roomIn(request)))
    case 'reading':
      return nothing(markRead(ports, person, roomIn(request), Number.MAX_SAFE_INTEGER as Seq))
  }
}

async function nothing(deed: Promise<unknown>): Promise<null> {
  await deed
  return null
}

/** Its name is looked for in the body before the query. */
async function newRoom(
  rest: DialectRest,
  { body, query }: FastifyRequest,
  { person, known, ports }: Asking,
): Promise<Room> {
  const name = fieldIn([body, query], rest.nameFields)
  if (name === null)
    throw new Refusal('BAD_REQUEST', `The name of the room is missing: ${rest.nameFields.join(' or ')}.`)
  const room = await createRoom(ports, known ? person : null, name)
  if (rest.makersEnter) await enterRoom(ports, person, room.roomId)
  return room
}

async function joinedRooms(ports: ChatPorts, userId: UserId): Promise<Room[]> {
  return (await listMyRooms(ports, userId)).filter(({ ownerId }) => ownerId !== userId)
}

/** Those that they own and are not in too. */
async function ownedRooms(ports: ChatPorts, userId: UserId): Promise<Room[]> {
  const rooms: Room[] = [...(await listRooms(ports)), ...(await listMyRooms(ports, userId))]
  const owned = rooms.filter(({ ownerId }) => ownerId === userId)
  return [...new Map(owned.map((room) => [room.roomId, room])).values()]
}

/** What was said lately, as it stands now, without what was deleted. */
async function talks(ports: ChatPorts, userId: UserId, roomId: RoomId) {
  const { entries } = await readHistory(ports, userId, roomId, { limit: LIMITS.pageEntries })
  return entries.filter(({ type, deleted }) => type === 'TALK' && deleted !== true)
}

function roomIn({ params }: FastifyRequest): RoomId {
  const roomId = toRoomId((params as { roomId: string }).roomId)
  if (roomId === null) throw new Refusal('NO_SUCH_ROOM')
  return roomId
}

function personIn({ body, query }: FastifyRequest, field: string): UserId {
  const userId = fieldIn([body, query], [field])
  if (userId === null) throw new Refusal('BAD_REQUEST', `The other person is missing: ${field}.`)
  if (!isUserId(userId)) throw new Refusal('NO_SUCH_PERSON')
  return userId
}
