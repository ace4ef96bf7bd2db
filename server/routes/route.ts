// One entry of the table of destinations: its pattern, and what can be done there.
import type { Broker } from '../broker/broker.ts'
import type { Feed } from '../broker/subscriber.ts'
import type { OwnRooms } from '../chat/own-rooms.ts'
import type { ChatPorts } from '../chat/ports.ts'
import type { Params } from './pattern.ts'
import type { Deed, SendRequest, Sent, SubscribeRequest } from './router.ts'

/** What the use cases and feeds of the table need. */
export interface RouteContext {
  ports: ChatPorts
  broker: Broker
  ownRooms: OwnRooms
}

export interface Route {
  /** Literal segments, `{name}` for any one, `{name:uuid}` for a UUID, a trailing `**` for one or more. */
  pattern: string
  /** The entry is there for those alone who came in by one of these, see `Caller`. Where it is left out it is there for all. */
  doors?: readonly string[]
  /** Checks everything, and does nothing before the deed is called. Where it is left out nothing can be sent. */
  send?(context: RouteContext, request: SendRequest, params: Params): Promise<Deed>
  /** Opens what is listened to. Where it is left out there is nothing. */
  subscribe?(context: RouteContext, request: SubscribeRequest, params: Params): Promise<Feed>
}

/** A deed whose effect, which is no message, is kept when `act` has resolved. */
export function done(act: () => Promise<unknown>): Deed {
  return { effect: 'changes', begin: () => whenDone(act) }
}

/** A deed of which nothing is kept: `act` tells others, and that is all. It has nothing to refuse: that was the check's. */
export function told(act: () => void | Promise<void>): Deed {
  return { effect: 'tells', begin: () => whenDone(act) }
}

async function whenDone(act: () => unknown): Promise<Sent> {
  await act()
  return { kept: null }
}
