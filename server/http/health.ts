// What a supervisor or a load balancer asks: whether the process lives, and whether it can serve.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Refusal } from '../../protocol/errors.ts'
import { REFUSALS } from './answers.ts'

const Healthy = Type.Object({ ok: Type.Literal(true) })
const common = { tags: ['operation'], response: { 200: Healthy, ...REFUSALS } }

const live = { ...common, operationId: 'isLive', summary: 'Answers while the process lives.' }
const readiness = {
  ...common,
  operationId: 'isReady',
  summary:
    'Refuses UNAVAILABLE while the host cannot serve: it is starting, draining or stopping, or its Redis is away.',
}

/** `ready`: whether people can be served now. */
export const health: FastifyPluginAsyncTypebox<{ ready: () => boolean }> = async (app, { ready }) => {
  app.get('/healthz', { schema: live }, async () => ({ ok: true as const }))
  app.get('/readyz', { schema: readiness }, async () => {
    if (!ready()) throw new Refusal('UNAVAILABLE', 'The host is not ready.')
    return { ok: true as const }
  })
}
