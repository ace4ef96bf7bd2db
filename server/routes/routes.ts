// The table of destinations: what a client may send to and subscribe to, and the use case behind each.
// A destination of one's own is one more entry here.
import { ReadCommand, TalkCommand } from '../../protocol/commands.ts'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import { Refusal } from '../../protocol/errors.ts'
import { toRoomId, toSeq, type Epoch, type RoomId } from '../../protocol/ids.ts'
import type { Broker } from '../broker/broker.ts'
import type { Since } from '../broker/replay.ts'
import type { Feed } from '../broker/subscriber.ts'
import { enterRoom } from '../chat/enter-room.ts'
import { leaveRoom } from '../chat/leave-room.ts'
import { markRead } from '../chat/mark-read.ts'
import { readableRoom, writingMember } from '../chat/policy.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { postMessage } from '../chat/post-message.ts'
import { showTyping } from '../chat/show-typing.ts'
import { bodyReader } from './body.ts'
import type { Params } from './pattern.ts'
import type { Deed, SendRequest, SubscribeRequest } from './router.ts'

/** What the use cases and feeds of the table need. */
export interface RouteContext {
  ports: ChatPorts
  broker: Broker
}

export interface SendRoute {
  pattern: string
  /** Checks everything, and does nothing before the deed is called. */
  send(context: RouteContext, request: SendRequest, params: Params): Promise<Deed>
}

export interface SubscribeRoute {
  pattern: string
  open(context: RouteContext, request: SubscribeRequest, params: Params): Promise<Feed>
}

const talkBody = bodyReader(TalkCommand)
const readBody = bodyReader(ReadCommand)

export const SEND_ROUTES: readonly SendRoute[] = [
  {
    pattern: APP.talk,
    send: async ({ ports }, { person, body }, params) => {
      const post = await postMessage(ports, person, roomIn(params), talkBody(body))
      // Its place in the order is enough for the next frame: that need not wait for this one's disk.
      return async () => ({ kept: post() })
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
    send: async ({ ports }, { person }, params) => {
      const roomId = roomIn(params)
      await writingMember(ports, roomId, person.userId)
      return done(() => showTyping(ports, person, roomId))
    },
  },
]

export const SUBSCRIBE_ROUTES: readonly SubscribeRoute[] = [
  {
    pattern: TOPIC.room,
    open: async ({ ports, broker }, { destination, headers }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return broker.room(roomId, { destination, render: JSON.stringify }, sinceIn(headers))
    },
  },
  {
    pattern: TOPIC.live,
    open: async ({ ports, broker }, { destination }, params) => {
      const { roomId } = await readableRoom(ports, roomIn(params))
      return broker.signals(destination, (onSignal) => ports.signals.followRoom(roomId, onSignal))
    },
  },
  {
    pattern: TOPIC.rooms,
    open: async ({ ports, broker }, { destination }) =>
      broker.signals(destination, (onSignal) => ports.signals.followLobby(onSignal)),
  },
  { pattern: TOPIC.errors, open: async (_context, { refusals }) => refusals },
]

/** A deed that is done when it resolves: there is nothing more to wait for. */
function done(act: () => Promise<void>): Deed {
  return async () => {
    await act()
    return { kept: null }
  }
}

function roomIn({ roomId = '' }: Params): RoomId {
  const id = toRoomId(roomId)
  if (id === null) throw new Refusal('NO_SUCH_ROOM')
  return id
}

/** The `since` and `epoch` headers; null where the subscriber wants only what is new. */
function sinceIn(headers: ReadonlyMap<string, string>): Since | null {
  const since = headers.get('since')
  if (since === undefined) return null
  const seq = toSeq(since)
  if (seq === null) throw new Refusal('BAD_REQUEST', 'The header since must be a whole number, 0 or more.')
  return { seq, epoch: (headers.get('epoch') as Epoch | undefined) ?? null }
}
