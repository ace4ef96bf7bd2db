// Stopping: what is in hand is answered, what still arrives on open connections is refused, and nobody can hold it up.
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'

/** Milliseconds until connections are cut on which a request has begun and is not over. */
export const GRACE = 2_000

/** From the moment that `app` is closed, every request is refused SHUTTING_DOWN, and each connection ends with its answer. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false
  let deadline: NodeJS.Timeout | undefined
  app.addHook('preClose', async () => {
    closing = true
    deadline = setTimeout(() => app.server.closeAllConnections(), GRACE)
  })
  app.addHook('onClose', async () => clearTimeout(deadline))
  app.addHook('onRequest', async () => {
    if (closing) throw new Refusal('SHUTTING_DOWN')
  })
  // Node closes connections that are idle when it stops listening, but not those that become so afterwards.
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('Connection', 'close')
  })
}
