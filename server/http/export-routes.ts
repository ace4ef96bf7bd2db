// A room to take away: its whole log as JSON or as a page, sent as fast as the client reads and no faster.
import { finished, Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type, { type TSchema } from 'typebox'
import { Refusal } from '../../protocol/errors.ts'
import { ExportQuery, RoomExport } from '../../protocol/rest.ts'
import { exportRoom, exportTurns, type ExportedRoom } from '../chat/export-room.ts'
import type { ChatPorts } from '../chat/ports.ts'
import { ASK_AGAIN, Places } from '../limits/places.ts'
import { REFUSALS } from './answers.ts'
import { SIGNED_IN, userOf } from './bearer.ts'
import { attachment, exportFileName } from './export/file-name.ts'
import { PAGE_POLICY, renderHtml } from './export/html.ts'
import { renderJson } from './export/json.ts'
import { languageOf } from './export/language.ts'
import { InRoom } from './room-routes.ts'

/** Milliseconds, the longest that a timer has: an export takes as long as its client goes on reading. */
const AS_LONG_AS_IT_TAKES = 2 ** 31 - 1

/** What is sent is a stream of it. */
const streamed = <Content extends TSchema>(content: Content) => ({ schema: Type.Unsafe<Readable>(content) })

const Exported = {
  description: 'The whole log. Where the connection breaks before the end of the answer, it is not whole.',
  content: { 'application/json': streamed(RoomExport), 'text/html': streamed(Type.String()) },
}

const take = {
  operationId: 'exportRoom',
  tags: ['rooms'],
  summary: 'The whole log of a room as a file: JSON, or a page to read in Korean or English.',
  security: SIGNED_IN,
  params: InRoom,
  querystring: ExportQuery,
  response: { 200: Exported, ...REFUSALS },
}

export interface ExportLimits {
  /** How many there may be at once: in all, and of one address. */
  exports: number
  exportsPerAddress: number
  /** Milliseconds for which a client may take nothing. */
  exportPatience: number
}

export interface ExportRoutesOptions {
  ports: ChatPorts
  limits: ExportLimits
  /** Whether the limit of one address holds for this one. The limit of all holds for everybody. */
  limited: (address: string) => boolean
}

export const exportRoutes: FastifyPluginAsyncTypebox<ExportRoutesOptions> = async (
  app,
  { ports, limits, limited },
) => {
  const takePlace = placesOf(limits, limited)
  const turn = exportTurns()
  app.get(
    '/rooms/:roomId/export',
    {
      schema: take,
      preValidation: requireKnown,
      // Asked for its head alone, it would still be read to its end.
      exposeHeadRoute: false,
      handlerTimeout: AS_LONG_AS_IT_TAKES,
    },
    async (request, reply) => {
      // Also where the client has gone already.
      finished(reply.raw, takePlace(request.ip))
      const exported = await exportRoom(ports, userOf(request).userId, request.params.roomId, turn)
      reply.raw.setTimeout(limits.exportPatience, () => reply.raw.destroy())
      const file = fileOf(exported, request.query, request, reply)
      file.on('error', (error) => request.log.error({ err: error }, 'an export broke off'))
      return reply.send(file)
    },
  )
}

const CHOICES: Readonly<Record<string, readonly string[]>> = { format: ['json', 'html'], lang: ['ko', 'en'] }

/** The schema would refuse it too, but not in a sentence. */
async function requireKnown({ query }: FastifyRequest): Promise<void> {
  const given = query as Readonly<Record<string, unknown>>
  for (const [name, choices] of Object.entries(CHOICES)) {
    const choice = given[name]
    if (choice !== undefined && !choices.some((each) => each === choice))
      throw new Refusal('BAD_REQUEST', `${name} must be one of ${choices.join(' and ')}.`)
  }
}

function placesOf(
  { exports: all, exportsPerAddress: perNetwork }: ExportLimits,
  limited: (address: string) => boolean,
) {
  const places = new Places({ all, perNetwork, limited })
  return (address: string): (() => void) => {
    if (!places.isFree(address)) throw new Refusal('TOO_FAST', undefined, { retryAfter: ASK_AGAIN })
    return places.take(address)
  }
}

/** The file, read as it is taken, with the headers that say what it is. */
function fileOf(
  exported: ExportedRoom,
  { format = 'json', lang }: ExportQuery,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Readable {
  const fileName = exportFileName(exported.room.name, exported.exportedAt, format)
  void reply.header('Content-Disposition', attachment(fileName))
  if (format === 'json') {
    void reply.type('application/json; charset=utf-8')
    return Readable.from(renderJson(exported))
  }
  const language = lang ?? languageOf(headers['accept-language'])
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  void reply.type('text/html; charset=utf-8')
  void reply.headers({ 'Content-Security-Policy': `${PAGE_POLICY}; frame-ancestors 'none'` })
  return Readable.from(renderHtml(exported, { language, timeZone }))
}
