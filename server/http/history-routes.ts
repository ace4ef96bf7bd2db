// Pages of a room's log, for whoever scrolls up or comes to a place in the middle.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { toSeq } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
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
  app.get(
    '/rooms/:roomId/messages',
    { schema: read, preValidation: requireWholeNumbers },
    async ({ params, query }) => readHistory(ports, params.roomId, query),
  )
}

const RANGES: Readonly<Record<string, { from: number; to: number }>> = {
  before: { from: 0, to: Number.MAX_SAFE_INTEGER },
  after: { from: 0, to: Number.MAX_SAFE_INTEGER },
  around: { from: 0, to: Number.MAX_SAFE_INTEGER },
  limit: { from: 1, to: LIMITS.pageEntries },
}

/** The schema's check would also take what can somehow be made into a number: nothing for 0, `true` for 1, `0x10` for 16. */
async function requireWholeNumbers({ query }: FastifyRequest): Promise<void> {
  const given = query as Readonly<Record<string, unknown>>
  for (const [name, { from, to }] of Object.entries(RANGES)) {
    const number = given[name] === undefined ? from : wholeNumber(given[name])
    if (number === null || number < from || number > to)
      throw new Refusal('BAD_REQUEST', `${name} must be one whole number from ${from} to ${to}.`)
  }
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'string' ? toSeq(value) : null
}
