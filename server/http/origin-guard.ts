// Keeps web pages of others away from the API, and tells browsers which pages may read its answers.
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import type { OriginCheck } from '../auth/origins.ts'

/** For how many seconds a browser may remember that it asked. */
const PREFLIGHT_MAX_AGE = 600

export interface GuardOptions {
  /** Whether pages may send credentials along, as some clients do without having any. */
  credentials: boolean
}

/** Refuses ORIGIN_NOT_ALLOWED before anything else is looked at; whoever passes is allowed to read (Fetch, CORS protocol). */
export function guardOrigin(
  app: FastifyInstance,
  originCheck: OriginCheck,
  { credentials }: GuardOptions = { credentials: false },
): void {
  app.addHook('onRequest', async ({ headers }) => {
    if (!originCheck(headers.origin, headers.host)) throw new Refusal('ORIGIN_NOT_ALLOWED')
  })
  app.register(cors, {
    // Every origin that gets here has passed the check above.
    origin: true,
    credentials,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-Auth-Token'],
    exposedHeaders: ['Retry-After', 'Content-Disposition'],
    maxAge: PREFLIGHT_MAX_AGE,
    strictPreflight: false,
  })
}
