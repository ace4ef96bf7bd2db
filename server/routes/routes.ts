// The table of destinations: what a client may send to and subscribe to, and the use case behind each.
// A destination of one's own is one more entry here.
import { ReadCommand, TalkCommand } from '../../protocol/commands.ts'
import { APP, TOPIC } from '../../protocol/destinations.ts'
import { Refusal } from '../../protocol/errors.ts'
import { toRoomId, toSeq, type Epoch, type RoomId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Broker } from '../broker/broker.ts'
import type { Since } from '../broker/replay.ts'
import type { Feed } from '../broker/subscriber.ts'
import { enterRoom } from '../chat/enter-room.ts'
import { leaveRoom } from '../chat/leave-room.ts'
import { markRead } from '../chat/mark-read.ts'
import { readableRoom } from '../chat/policy.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { postMessage } from '../chat/post-message.ts'
import { showTyping } from '../chat/show-typing.ts'
import { bodyReader } from './body.ts'
import type { Params } from './pattern.ts'
import type { Sent, SubscribeRequest } from './router.ts'

/** What the use cases and feeds of the table need. */
export interface RouteContext {
  ports: ChatPorts
  broker: Broker
}

export interface SendRoute {
  pattern: string
  run(context: RouteContext, person: User, params: Params, body: Buffer): Promise<Sent>
}

export interface SubscribeRoute {
  pattern: string
  open(context: RouteContext, request: SubscribeRequest, params: Params): Promise<Feed>
}

const DONE: Sent = { kept: null }
const talkBody = bodyReader(TalkCommand)
const readBody = bodyReader(ReadCommand)

export const SEND_ROUTES: readonly SendRoute[] = [
  {
    pattern: APP.talk,
    run: ({ ports }, person, params, body) => postMessage(ports, person, roomIn(params), talkBody(body)),
  },
  {
    pattern: APP.enter,
    run: ({ ports }, person, params) => enterRoom(ports, person, roomIn(params)).then(() => DONE),
  },
  {
    pattern: APP.leave,
    run: ({ ports }, person, params) => leaveRoom(ports, person, roomIn(params)).then(() => DONE),
  },
  {
    pattern: APP.read,
    run: ({ ports }, person, params, body) =>
      markRead(ports, person, roomIn(params), readBody(body).seq).then(() => DONE),
  },
  {
    pattern: APP.typing,
    run: ({ ports }, person, params) => showTyping(ports, person, roomIn(params)).then(() => DONE),
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
