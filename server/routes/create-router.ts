// Finds the route of a destination. A destination that has none is refused.
import { Refusal } from '../../protocol/errors.ts'
import { matcher, type Matcher, type Params } from './pattern.ts'
import type { Router } from './router.ts'
import { SEND_ROUTES, SUBSCRIBE_ROUTES, type RouteContext } from './routes.ts'

interface Entry<R> {
  route: R
  match: Matcher
}

export function createRouter(context: RouteContext): Router {
  const sends = SEND_ROUTES.map((route) => ({ route, match: matcher(route.pattern) }))
  const subscribes = SUBSCRIBE_ROUTES.map((route) => ({ route, match: matcher(route.pattern) }))
  return {
    send: async ({ person, destination, body }) => {
      const { route, params } = find(sends, destination)
      return route.run(context, person, params, body)
    },
    subscribe: async (request) => {
      const { route, params } = find(subscribes, request.destination)
      return route.open(context, request, params)
    },
  }
}

function find<R>(entries: readonly Entry<R>[], destination: string): { route: R; params: Params } {
  for (const { route, match } of entries) {
    const params = match(destination)
    if (params !== null) return { route, params }
  }
  throw new Refusal('NO_SUCH_DESTINATION')
}
