// GET /me: who this host takes the one who asks for.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { User } from '../../protocol/rest.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'

const show = {
  operationId: 'showMe',
  tags: ['sign in'],
  summary: 'The person whose token this is.',
  security: SIGNED_IN,
  response: { 200: User, ...REFUSALS },
}

export const meRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/me', { schema: show }, async (request) => userOf(request))
}
