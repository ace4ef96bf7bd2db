// Keeps what is for whoever runs the host to programs on this computer.
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import type { OriginCheck } from '../auth/origins.ts'
import { isThisComputer } from '../limits/network.ts'

/**
 * Every route of `app` refuses LOCAL_ONLY to other computers, by the address that the connection comes from, and
 * ORIGIN_NOT_ALLOWED to pages of others.
 */
export function requireLocal(app: FastifyInstance, originCheck: OriginCheck): void {
  app.addHook('onRequest', async ({ headers, ip }) => {
    if (!isThisComputer(ip)) throw new Refusal('LOCAL_ONLY')
    if (!originCheck(headers.origin, headers.host)) throw new Refusal('ORIGIN_NOT_ALLOWED')
  })
}
