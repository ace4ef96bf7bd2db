// One line of the log for each request that was answered, at debug: a chat has many of them.
import type { FastifyInstance } from 'fastify'

/** Tells the route, not the address that was asked for. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? null
    const ms = Math.round(reply.elapsedTime)
    request.log.debug({ method: request.method, route, status: reply.statusCode, ms }, 'answered')
  })
}
