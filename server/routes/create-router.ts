// Finds the entry of a destination in the table: the first for this caller whose pattern matches, whether or not it has what
// is asked for.
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { matcher, type Params } from './pattern.ts'
import type { Route, RouteContext } from './route.ts'
import type { Deed, Router, SendRequest, Sent } from './router.ts'

interface Found {
  route: Route
  params: Params
}

/** A destination that no pattern matches is refused NO_SUCH_DESTINATION; NOT_SENDABLE where one can only be listened to. */
export function createRouter(context: RouteContext, routes: readonly Route[]): Router {
  const find = finder(routes)
  return {
    check: async (request) => {
      const { route, params } = find(request)
      if (route.send === undefined) throw new Refusal('NOT_SENDABLE')
      return route.send(context, request, params)
    },
    doAll: (deeds) => doAll(context, deeds),
    subscribe: async (request) => {
      const { route, params } = find(request)
      if (route.subscribe === undefined) throw new Refusal('NO_SUCH_DESTINATION')
      return route.subscribe(context, request, params)
    },
  }
}

function finder(routes: readonly Route[]): (request: Pick<SendRequest, 'destination' | 'caller'>) => Found {
  const table = routes.map((route) => ({ route, match: matcher(route.pattern) }))
  return ({ destination, caller: { door } }) => {
    checkLength(destination)
    for (const { route, match } of table) {
      const params = match(destination)
      if (params !== null && isFor(route, door)) return { route, params }
    }
    throw new Refusal('NO_SUCH_DESTINATION')
  }
}

function isFor({ doors }: Route, door: string | null): boolean {
  return doors === undefined || (door !== null && doors.includes(door))
}

function checkLength(destination: string): void {
  if (Buffer.byteLength(destination) <= LIMITS.destinationBytes) return
  throw new Refusal('NO_SUCH_DESTINATION', `A destination may have ${LIMITS.destinationBytes} bytes.`)
}

async function doAll({ ports }: RouteContext, deeds: readonly Deed[]): Promise<Sent> {
  const having = (effect: Deed['effect']) => deeds.filter((deed) => deed.effect === effect)
  const begun: Promise<Sent>[] = []
  ports.log.together(() => {
    for (const deed of having('posts')) begun.push(deed.begin())
  })
  begun.push(doInTurn(having('changes')))
  const kept = Promise.all(begun.map(async (sent) => (await sent).kept))
  // One may fail while others still take their place; whoever awaits the answer hears of it.
  kept.catch(() => {})
  await Promise.allSettled(begun)
  const tells = having('tells')
  if (tells.length === 0) return { kept }
  // What the client sends next may not overtake what is told here.
  await kept
  return doInTurn(tells)
}

async function doInTurn(deeds: readonly Deed[]): Promise<Sent> {
  for (const deed of deeds) await (await deed.begin()).kept
  return { kept: null }
}
