// The table of destinations: what a client may send to and subscribe to, and the use case behind each. The first entry that
// matches stands. A host may have more entries, after these.
import { DeleteCommand, EditCommand, ReadCommand, TalkCommand } from '../../protocol/commands.ts'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { markRead } from '../chat/mark-read.ts'
import { readableRoom, requireMember } from '../chat/policy.ts'
import { showTyping } from '../chat/show-typing.ts'
import { bodyReader } from './body.ts'
import type { Params } from './pattern.ts'
import { deleting, editing, entering, leaving, talking } from './room-deeds.ts'
import { roomNamed } from './room-named.ts'
import { done, told, type Route } from './route.ts'
import { sinceIn } from './since.ts'

const talkBody = bodyReader(TalkCommand)
const editBody = bodyReader(EditCommand)
const deleteBody = bodyReader(DeleteCommand)
const readBody = bodyReader(ReadCommand)

export const ROUTES: readonly Route[] = [
  {
    pattern: APP.talk,
    send: ({ ports }, { person, body }, params) => talking(ports, person, roomIn(params), talkBody(body)),
  },
  {
    pattern: APP.edit,
    send: ({ ports }, { person, body }, params) => editing(ports, person, roomIn(params), editBody(body)),
  },
  {
    pattern: APP.delete,
    send: ({ ports }, { person, body }, params) => deleting(ports, person, roomIn(params), deleteBody(body)),
  },
  {
    pattern: APP.enter,
    send: ({ ports }, { person }, params) => entering(ports, person, roomIn(params)),
  },
  {
    pattern: APP.leave,
    send: ({ ports }, { person }, params) => leaving(ports, person, roomIn(params)),
  },
  {
    pattern: APP.read,
    send: async ({ ports }, { person, body }, params) => {
      const roomId = roomIn(params)
      const { seq } = readBody(body)
      await requireMember(ports, roomId, person.userId)
      return done(() => markRead(ports, person, roomId, seq))
    },
  },
  {
    pattern: APP.typing,
    send: async ({ ports }, { person }, params) => told(await showTyping(ports, person, roomIn(params))),
  },
  {
    pattern: TOPIC.room,
    subscribe: async ({ ports, broker }, { person, destination, headers }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params), person.userId)
      return broker.room(roomId, { destination, form: null, render: JSON.stringify }, sinceIn(headers))
    },
  },
  {
    pattern: TOPIC.live,
    subscribe: async ({ ports, broker }, { person, destination }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params), person.userId)
      return broker.signals(destination, (onSignal) => ports.signals.followRoom(roomId, onSignal), { roomId })
    },
  },
  {
    pattern: TOPIC.rooms,
    subscribe: async ({ ports, broker }, { destination }) =>
      broker.signals(destination, (onSignal) => ports.signals.followLobby(onSignal)),
  },
  { pattern: TOPIC.errors, subscribe: async (_context, { refusals }) => refusals },
  {
    pattern: TOPIC.ownRooms,
    subscribe: async ({ broker, ownRooms }, { person: { userId }, destination }) =>
      broker.signals(destination, (onSignal) => ownRooms.follow(userId, onSignal), { whose: userId }),
  },
  // Nobody can speak in the host's name there, whatever else a host relays.
  { pattern: `${TOPIC.rooms}/**` },
]

function roomIn({ roomId = '' }: Params): RoomId {
  return roomNamed(roomId)
}
