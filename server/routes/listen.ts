// The entries' way to what is relayed: listening to a destination on which clients or the host's own routes publish.
import type { UserId } from '../../protocol/ids.ts'
import type { Feed } from '../broker/subscriber.ts'
import type { Route, RouteContext } from './route.ts'

/** Listens to the destination itself. */
export const listen: NonNullable<Route['subscribe']> = async (context, { destination }) =>
  feed(context, destination, destination)

/** For patterns under `/user/queue/`: listens to what is published for this person, wherever they are connected. */
export const listenToOwn: NonNullable<Route['subscribe']> = async (context, { person, destination }) =>
  feed(context, personal(person.userId, destination), destination)

/** Where to publish what comes to this person on `destination`, which begins with `/user/queue/`. */
export function personal(userId: UserId, destination: string): string {
  return destination.replace(/^\/user\//, `/user/${userId}/`)
}

/** What is published on `address`, for those who know it as `destination`. */
function feed({ broker, ports }: RouteContext, address: string, destination: string): Feed {
  return broker.relay(address, destination, (onMessage) => ports.signals.followTopic(address, onMessage))
}
