// Puts together what a host speaks besides its own contract: the dialects that are on, and what a program of its own adds.
import type { Extension } from '../extension.ts'
import type { Dialect } from '../routes/dialects/dialect.ts'
import { OPEN_TOPICS } from '../routes/open-topics.ts'
import type { Route } from '../routes/route.ts'
import { ROUTES } from '../routes/routes.ts'
import type { Signals } from '../store/signals.ts'
import type { ServeWebSocket } from '../transport/other-websockets.ts'
import { tellNames, type NamesBetween } from '../transport/tell-names.ts'

/**
 * What clients find on the host: the contract's entries, the program's own, then each dialect's for those who came in by its
 * doors, then for others; then the general destinations, for everybody or for those who came in by the door of a dialect that
 * relays; last what yields to those. Where two dialects have the same for others, the first of `dialects` is heard.
 */
export function routesOf(
  dialects: readonly Dialect[],
  { routes }: Extension,
  openTopics: boolean,
): readonly Route[] {
  const atDoors = dialects.flatMap(({ doors, routes: own }) => own.map((route) => ({ ...route, doors })))
  const anywhere = dialects.flatMap(({ yields, routes: own }) => (yields ? [] : own))
  const yielding = dialects.flatMap(({ yields, routes: own }) => (yields ? own : []))
  const relaying = dialects.flatMap(({ relays, doors }) => (relays ? doors : []))
  const general = openTopics ? OPEN_TOPICS : OPEN_TOPICS.map((route) => ({ ...route, doors: relaying }))
  return [...ROUTES, ...routes, ...atDoors, ...anywhere, ...general, ...yielding]
}

/** Where STOMP is spoken, plainly and by SockJS. */
export function stompPathsOf(dialects: readonly Dialect[], { stompPaths }: Extension): readonly string[] {
  const paths = dialects.flatMap(({ doors }) => doors.map((door) => door.replace(/\/\*\*$/, '')))
  return [...new Set(['/ws', ...stompPaths, ...paths])]
}

/** Whether whoever comes in there without credentials is a guest without a name. */
export function unnamedGuestsAt(
  dialects: readonly Dialect[],
  { unnamedGuests }: Extension,
): (door: string | null) => boolean {
  const doors = new Set(dialects.flatMap((dialect) => (dialect.unnamedGuests ? dialect.doors : [])))
  return (door) => unnamedGuests || (door !== null && doors.has(door))
}

/** What WebSockets without STOMP depend on. */
interface WebSocketSurroundings {
  hasPassword: boolean
  signals: Pick<Signals, 'publishTopic' | 'followTopic'>
}

/**
 * WebSockets with no STOMP in them, by path; the program's own come first. Nobody says there who they are: a host with a
 * password has none but the program's. Those of a dialect hear each other on all nodes.
 */
export function webSocketsOf(
  dialects: readonly Dialect[],
  { webSockets }: Extension,
  { hasPassword, signals }: WebSocketSurroundings,
): Readonly<Record<string, ServeWebSocket>> {
  const paths = hasPassword ? [] : dialects.flatMap(({ tellsNamesAt }) => tellsNamesAt ?? [])
  const telling = paths.map((path) => [path, tellNames({ between: namesBetween(signals, path) })] as const)
  return { ...Object.fromEntries(telling), ...webSockets }
}

/** On a destination that no client can name. */
function namesBetween(signals: WebSocketSurroundings['signals'], path: string): NamesBetween {
  const destination = `names at ${path}`
  return {
    publish: (text) => signals.publishTopic(destination, { headers: [], body: Buffer.from(text) }),
    follow: (onText) => signals.followTopic(destination, ({ body }) => onText(body.toString())),
  }
}
