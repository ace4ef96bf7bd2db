// Refuses what still arrives on open connections while the host is stopping.
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'

/** From the moment that `app` is closed, every request is refused SHUTTING_DOWN; those in hand are answered. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', async () => {
    if (closing) throw new Refusal('SHUTTING_DOWN')
  })
}
