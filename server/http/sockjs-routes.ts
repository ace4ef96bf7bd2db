// SockJS's requests: who may ask, how much they may say, and which of SockJS's transports there are.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { OriginCheck } from '../auth/origins.ts'
import { guardOrigin } from './origin-guard.ts'

/**
 * The transports by which a client listens, and their methods. Not those by which a page of another origin could come without
 * telling its origin: JSONP and htmlfile are loaded as scripts and frames, and the iframe page speaks for whoever embeds it.
 */
const LISTENING = [
  ['xhr', 'POST'],
  ['xhr_streaming', 'POST'],
  ['eventsource', 'GET'],
] as const

/** What the routes need of the SockJS sessions. Refusals that are thrown are answered as any other. */
export interface SockJs {
  /** Answers which transports there are. */
  inform(request: IncomingMessage, response: ServerResponse): void
  /** Answers with what the session has for its client; begins it where there is none of this name. `door`: where it came in. */
  listen(listening: {
    door: string
    session: string
    transport: (typeof LISTENING)[number][0]
    request: IncomingMessage
    response: ServerResponse
  }): void
  /** Resolves when the session takes what the client says. */
  admitSend(session: string, response: ServerResponse): Promise<void>
  /** Counts what has come of a request that says something. */
  arriving(session: string, bytes: number): void
  /** Takes what the client says. */
  receive(session: string, payload: string): void
}

interface SessionPath {
  Params: { session: string }
}

const hidden = { schema: { hide: true }, exposeHeadRoute: false } as const

/** The first name in a session's path is for load balancers and means nothing here. */
const SESSION = '/:server/:session'

export const sockJsRoutes: FastifyPluginAsync<{ sockJs: SockJs; originCheck: OriginCheck }> = async (
  app,
  { sockJs, originCheck },
) => {
  // Its client sends credentials, of which there are none here, and browsers want to hear that it may.
  guardOrigin(app, originCheck, { credentials: true })
  app.get('/info', hidden, async ({ raw }, reply) =>
    answeredBy(reply, (response) => sockJs.inform(raw, response)),
  )
  addListening(app, sockJs)
  addSending(app, sockJs)
}

function addListening(app: FastifyInstance, sockJs: SockJs): void {
  const door = `${app.prefix}/**`
  for (const [transport, method] of LISTENING) {
    app.route<SessionPath>({
      ...hidden,
      method,
      url: `${SESSION}/${transport}`,
      handler: async ({ raw: request, params: { session } }, reply) =>
        answeredBy(reply, (response) => sockJs.listen({ door, session, transport, request, response })),
    })
  }
}

/** What is said is asked for only when the session can take it, so that no more is held than one may say at once. */
function addSending(app: FastifyInstance, sockJs: SockJs): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: LIMITS.sockJsSendBytes },
    async (_request: unknown, body: Buffer) => body,
  )
  app.post<SessionPath & { Body: Buffer | undefined }>(`${SESSION}/xhr_send`, {
    ...hidden,
    onRequest: async ({ params }, { raw }) => sockJs.admitSend(params.session, raw),
    // Not awaited: the parser has to listen in the same turn.
    preParsing: ({ params }, _reply, payload, done) => {
      payload.on('data', (chunk: Buffer) => sockJs.arriving(params.session, chunk.length))
      done(null, payload)
    },
    handler: async ({ params, body }, reply) => {
      sockJs.receive(params.session, textOf(body))
      return reply.code(204).type('text/plain; charset=UTF-8').send()
    },
  })
}

/** Leaves the answer to `answer`, with the headers that every answer has. What it throws is answered as any other error. */
function answeredBy(reply: FastifyReply, answer: (response: ServerResponse) => void): FastifyReply {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  answer(reply.raw)
  return reply.hijack()
}

function textOf(body: Buffer | undefined): string {
  if (body === undefined || !isUtf8(body)) throw new Refusal('BAD_REQUEST', 'The body must be JSON in UTF-8.')
  return body.toString()
}
