// Pages of a room's log, for whoever scrolls up or comes to a place in the middle.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LIMITS } from '../../protocol/limits.ts'
import { HistoryPage, HistoryQuery } from '../../protocol/rest.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { readHistory } from '../chat/read-history.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { InRoom } from './room-routes.ts'
import { requireWholeNumbers } from './whole-numbers.ts'

const read = {
  operationId: 'readHistory',
  tags: ['rooms'],
  summary: 'A page of the log, ascending by seq: the newest, or before, after or around a seq.',
  security: SIGNED_IN,
  params: InRoom,
  querystring: HistoryQuery,
  response: { 200: HistoryPage, ...REFUSALS },
}

const RANGES = {
  before: { from: 0, to: Number.MAX_SAFE_INTEGER },
  after: { from: 0, to: Number.MAX_SAFE_INTEGER },
  around: { from: 0, to: Number.MAX_SAFE_INTEGER },
  limit: { from: 1, to: LIMITS.pageEntries },
}

export const historyRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.get(
    '/rooms/:roomId/messages',
    { schema: read, preValidation: requireWholeNumbers(RANGES) },
    async (request) => readHistory(ports, userOf(request).userId, request.params.roomId, request.query),
  )
}
