// Finds the route of a destination. A destination that has none is refused.
import { Refusal } from '../../protocol/errors.ts'
import { matcher, type Matcher, type Params } from './pattern.ts'
import type { Deed, Router, Sent } from './router.ts'
import { SEND_ROUTES, SUBSCRIBE_ROUTES, type RouteContext } from './routes.ts'

interface Entry<R> {
  route: R
  match: Matcher
}

export function createRouter(context: RouteContext): Router {
  const sends = SEND_ROUTES.map((route) => ({ route, match: matcher(route.pattern) }))
  const subscribes = SUBSCRIBE_ROUTES.map((route) => ({ route, match: matcher(route.pattern) }))
  return {
    check: async (request) => {
      const { route, params } = find(sends, request.destination)
      return route.send(context, request, params)
    },
    doAll: (deeds) => doAll(context, deeds),
    subscribe: async (request) => {
      const { route, params } = find(subscribes, request.destination)
      return route.open(context, request, params)
    },
  }
}

async function doAll({ ports }: RouteContext, deeds: readonly Deed[]): Promise<Sent> {
  const begun: Promise<Sent>[] = []
  ports.log.together(() => {
    for (const deed of deeds) begun.push(deed())
  })
  await Promise.allSettled(begun)
  return { kept: Promise.all(begun.map(async (sent) => (await sent).kept)) }
}

function find<R>(entries: readonly Entry<R>[], destination: string): { route: R; params: Params } {
  for (const { route, match } of entries) {
    const params = match(destination)
    if (params !== null) return { route, params }
  }
  throw new Refusal('NO_SUCH_DESTINATION')
}
