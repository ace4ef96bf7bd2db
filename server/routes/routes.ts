// The table of destinations: what a client may send to and subscribe to, and the use case behind each. The first entry that
// matches stands. A host may have more entries, after these.
import { ReadCommand, TalkCommand } from '../../protocol/commands.ts'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import { Refusal } from '../../protocol/errors.ts'
import { toRoomId, type RoomId } from '../../protocol/ids.ts'
import { enterRoom } from '../chat/enter-room.ts'
import { leaveRoom } from '../chat/leave-room.ts'
import { markRead } from '../chat/mark-read.ts'
import { readableRoom, writingMember } from '../chat/policy.ts'
import { postMessage } from '../chat/post-message.ts'
import { showTyping } from '../chat/show-typing.ts'
import { bodyReader } from './body.ts'
import type { Params } from './pattern.ts'
import { done, told, type Route } from './route.ts'
import { sinceIn } from './since.ts'

const talkBody = bodyReader(TalkCommand)
const readBody = bodyReader(ReadCommand)

export const ROUTES: readonly Route[] = [
  {
    pattern: APP.talk,
    send: async ({ ports }, { person, body }, params) => {
      const post = await postMessage(ports, person, roomIn(params), talkBody(body))
      // Its place in the order is enough for the next frame: that need not wait for this one's disk.
      return { effect: 'posts', begin: async () => ({ kept: post() }) }
    },
  },
  {
    pattern: APP.enter,
    send: async ({ ports }, { person }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return done(() => enterRoom(ports, person, roomId))
    },
  },
  {
    pattern: APP.leave,
    send: async ({ ports }, { person }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return done(() => leaveRoom(ports, person, roomId))
    },
  },
  {
    pattern: APP.read,
    send: async ({ ports }, { person, body }, params) => {
      const roomId = roomIn(params)
      const { seq } = readBody(body)
      await writingMember(ports, roomId, person.userId)
      return done(() => markRead(ports, person, roomId, seq))
    },
  },
  {
    pattern: APP.typing,
    send: async ({ ports }, { person }, params) => told(await showTyping(ports, person, roomIn(params))),
  },
  {
    pattern: TOPIC.room,
    subscribe: async ({ ports, broker }, { destination, headers }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return broker.room(roomId, { destination, render: JSON.stringify }, sinceIn(headers))
    },
  },
  {
    pattern: TOPIC.live,
    subscribe: async ({ ports, broker }, { destination }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return broker.signals(destination, (onSignal) => ports.signals.followRoom(roomId, onSignal))
    },
  },
  {
    pattern: TOPIC.rooms,
    subscribe: async ({ ports, broker }, { destination }) =>
      broker.signals(destination, (onSignal) => ports.signals.followLobby(onSignal)),
  },
  { pattern: TOPIC.errors, subscribe: async (_context, { refusals }) => refusals },
  // Nobody can speak in the host's name there, whatever else a host relays.
  { pattern: `${TOPIC.rooms}/**` },
  { pattern: '/user/queue/rooms' },
]

function roomIn({ roomId = '' }: Params): RoomId {
  const id = toRoomId(roomId)
  if (id === null) throw new Refusal('NO_SUCH_ROOM')
  return id
}
