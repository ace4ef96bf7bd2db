// Pages of a room's log, for whoever scrolls up or comes to a place in the middle.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HistoryPage, HistoryQuery } from '../../protocol/rest.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { readHistory } from '../chat/read-history.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN } from './bearer.ts'
import { InRoom } from './room-routes.ts'

const read = {
  operationId: 'readHistory',
  tags: ['rooms'],
  summary: 'A page of the log, ascending by seq: the newest, or before, after or around a seq.',
  security: SIGNED_IN,
  params: InRoom,
  querystring: HistoryQuery,
  response: { 200: HistoryPage, ...REFUSALS },
}

export const historyRoutes: FastifyPluginAsyncTypebox<{ ports: ChatPorts }> = async (app, { ports }) => {
  app.get('/rooms/:roomId/messages', { schema: read }, async ({ params, query }) =>
    readHistory(ports, params.roomId, query),
  )
}
