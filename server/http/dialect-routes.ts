// The paths of older systems, below /chat: one route a path, whichever dialects have it. Of those that do, whether the request
// says who asks tells which is spoken.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import type { ChatPorts } from '../chat/ports.ts'
import type { DialectRest, RestDeed } from '../routes/dialects/dialect.ts'
import { bearerIn } from './bearer.ts'
import { answerTo, type Spoken } from './dialect-answers.ts'
import { takeForms } from './dialect-fields.ts'
import { answerErrorAs } from './error-handler.ts'

export const DIALECTS_PREFIX = '/chat'
/** What stays for ever is not made without end. */
const MAKING: readonly RestDeed[] = ['new-room', 'direct-room']

export interface DialectRoutesOptions {
  /** The first is heard where two cannot be told apart. */
  dialects: readonly DialectRest[]
  ports: ChatPorts
  authenticator: Authenticator
  /** Whether guests need a password, which these paths have no place for. */
  hasPassword: boolean
  /** Refuses whoever makes rooms too fast: they stay for ever. */
  createRate: (request: Pick<FastifyRequest, 'ip'>) => Promise<void>
}

/** To be registered with the prefix. */
export const dialectRoutes: FastifyPluginAsync<DialectRoutesOptions> = async (app, options) => {
  takeForms(app)
  for (const spoken of byPath(options.dialects)) addPath(app, spoken, options)
}

function byPath(dialects: readonly DialectRest[]): Spoken[][] {
  const all = dialects.flatMap((rest) => rest.paths.map((path) => ({ rest, path })))
  const groups = Map.groupBy(all, ({ path }) => `${path.method} ${path.path}`)
  return [...groups.values()]
}

function addPath(app: FastifyInstance, spoken: readonly Spoken[], options: DialectRoutesOptions): void {
  const [first] = spoken
  if (first === undefined) return
  const { method, path, deed } = first.path
  const spokenIn = (request: FastifyRequest): Spoken => {
    const signedIn = bearerIn(request) !== null
    return spoken.find(({ rest }) => rest.signedIn === signedIn) ?? first
  }
  app.route({
    method,
    url: path.slice(DIALECTS_PREFIX.length),
    schema: { hide: true },
    exposeHeadRoute: false,
    ...(MAKING.includes(deed) ? { onRequest: options.createRate } : {}),
    handler: async (request, reply) => {
      const answer = await answerTo(spokenIn(request), request, {
        ports: options.ports,
        ...(await whoAsks(spokenIn(request).rest, request, options)),
      })
      if (answer === null) return reply.send()
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
    errorHandler: (error, request, reply) =>
      answerErrorAs(({ code, message }) => spokenIn(request).rest.refusal(code, message), {
        error,
        request,
        reply,
      }),
  })
}

/** Somebody who is made up for this request, where the dialect's clients do not say who they are. */
async function whoAsks(
  { signedIn }: DialectRest,
  request: FastifyRequest,
  { authenticator, hasPassword }: DialectRoutesOptions,
): Promise<{ person: User; known: boolean }> {
  const bearer = bearerIn(request)
  if (bearer !== null || signedIn || hasPassword)
    return { person: (await authenticator.authenticateBearer(bearer)).user, known: true }
  return { person: { userId: randomUUID() as UserId, name: 'Guest' }, known: false }
}
