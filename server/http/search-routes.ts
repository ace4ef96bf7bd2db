// The search of what was said, in all rooms that the one who asks may read or in one of them.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { SearchPage, SearchQuery } from '../../protocol/rest.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { searchMessages } from '../chat/search-messages.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { requireWholeNumbers } from './whole-numbers.ts'

const search = {
  operationId: 'searchMessages',
  tags: ['rooms'],
  summary: 'Messages in which all words of `q` stand, also within longer words; newest first.',
  security: SIGNED_IN,
  querystring: SearchQuery,
  response: { 200: SearchPage, ...REFUSALS },
}

const RANGES = { limit: { from: 1, to: LIMITS.searchHits } }

export const searchRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.get(
    '/search',
    { schema: search, preValidation: [requireTexts, requireWholeNumbers(RANGES)] },
    async (request) => searchMessages(ports, userOf(request).userId, request.query),
  )
}

/** The schema would refuse it too, but not in a sentence. */
async function requireTexts({ query }: FastifyRequest): Promise<void> {
  const { q, room = '', cursor = '' } = query as Readonly<Record<string, unknown>>
  for (const [name, value] of Object.entries({ q, room, cursor }))
    if (typeof value !== 'string') throw new Refusal('BAD_REQUEST', `${name} must be one text.`)
}
