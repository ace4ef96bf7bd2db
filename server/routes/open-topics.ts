// The general destinations of a host that relays: what a client sends there goes to all who listen, at most once, and is
// never kept. They come last in the table, so that they are never another entry's.
import { RELAY } from '../../protocol/destinations.ts'
import { Refusal } from '../../protocol/errors.ts'
import { isUserId } from '../../protocol/ids.ts'
import { messageOf } from '../broker/relayed-message.ts'
import { listen, listenToOwn } from './listen.ts'
import { told, type Route } from './route.ts'

/** Sends what came on to whoever listens there. */
export const relay: NonNullable<Route['send']> = async (
  { ports },
  { person, destination, headers, body },
) => {
  const message = messageOf(person.userId, headers, body)
  return told(() => ports.signals.publishTopic(destination, message))
}

/** A display name is no address: two people may have the same. */
const relayToPerson: NonNullable<Route['send']> = async (context, request, params) => {
  if (!isUserId(params['userId'] ?? ''))
    throw new Refusal('NO_SUCH_DESTINATION', 'A person is addressed by their user-id.')
  return relay(context, request, params)
}

export const OPEN_TOPICS: readonly Route[] = [
  { pattern: RELAY.topic, send: relay, subscribe: listen },
  { pattern: RELAY.queue, send: relay, subscribe: listen },
  { pattern: RELAY.own, subscribe: listenToOwn },
  // What comes on these is the host's to say.
  { pattern: '/user/{userId}/queue/errors' },
  { pattern: '/user/{userId}/queue/rooms' },
  { pattern: RELAY.person, send: relayToPerson },
]
