// Puts the HTTP side together: the limits of the Node server, what holds for every request, and the routes.
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { LogController, fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { LIMITS } from '../../protocol/limits.ts'
import type { HostInfo } from '../../protocol/rest.ts'
import type { Authenticator } from '../auth/authenticate.ts'
import type { OriginCheck } from '../auth/origins.ts'
import type { ChatPorts } from '../chat/ports.ts'
import type { Dialect } from '../routes/dialects/dialect.ts'
import { authRoutes } from './auth-routes.ts'
import { requireBearer } from './bearer.ts'
import { answerClientError } from './client-error.ts'
import { refuseWhileClosing } from './closing.ts'
import { answerError } from './error-handler.ts'
import { exportRoutes } from './export-routes.ts'
import { health } from './health.ts'
import { historyRoutes } from './history-routes.ts'
import { hostRoute } from './host-route.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { meRoutes } from './me-routes.ts'
import { messageRoutes } from './message-routes.ts'
import { measureRequests, metrics } from './metrics.ts'
import { DIALECT_ACCOUNTS_PREFIX, dialectAccountRoutes } from './dialect-account-routes.ts'
import { DIALECTS_PREFIX, dialectRoutes } from './dialect-routes.ts'
import { describeRoutes, openApi } from './openapi.ts'
import { guardOrigin } from './origin-guard.ts'
import { ownerRoutes } from './owner-routes.ts'
import type { IsProxy } from '../limits/client-address.ts'
import { serveRenderer } from './renderer.ts'
import { atRate, limitRequests, type CountRequest, type RequestRateOptions } from './request-rate.ts'
import { logRequests } from './request-log.ts'
import { roomRoutes } from './room-routes.ts'
import { searchRoutes } from './search-routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { sockJsRoutes, type SockJs } from './sockjs-routes.ts'

/** Milliseconds: how long a client may take over its headers and over a whole request, and this host over the answer. */
const TIMEOUTS = { headers: 10_000, request: 20_000, answer: 30_000, check: 5_000 } as const
const MAX_HEADERS = 100

export interface HttpServerOptions {
  ports: ChatPorts
  authenticator: Authenticator
  originCheck: OriginCheck
  host: HostInfo
  /** The sessions behind SockJS's requests. */
  sockJs: SockJs
  /** Where they are made. */
  sockJsPaths: readonly string[]
  /** The paths of the older systems whose clients are answered, the one that is heard where two cannot be told apart first. */
  dialects: readonly Pick<Dialect, 'rest' | 'accounts'>[]
  /** The absolute path of the built page; null where there is none. */
  rendererDir: string | null
  /** Whether people can be served now, for /readyz. */
  ready: () => boolean
  log: FastifyBaseLogger
  /** For whom the rates of requests hold, and by which clock. */
  rates: RequestRateOptions
  /** Whose word it takes for where a request comes from. */
  isProxy: IsProxy
  /** Gets the figures of the process and of the requests, and is answered at /metrics. */
  registry: Registry
}

/** A server that does not listen yet. WebSocket upgrades are left to whoever listens for them on its `server`. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const app = bareServer(options)
  refuseWhileClosing(app)
  logRequests(app)
  measureRequests(app, options.registry)
  addSecurityHeaders(app)
  describeRoutes(app, options.host.version)
  app.register(health, { ready: options.ready })
  app.register(metrics, { registry: options.registry, originCheck: options.originCheck })
  const counts = {
    request: atRate(LIMITS.requestRate, options.rates),
    newRoom: atRate(LIMITS.newRoomRate, options.rates),
    newAccount: atRate(LIMITS.newAccountRate, options.rates),
  }
  app.register(async (scope) => addApi(scope, options, counts), { prefix: '/api' })
  app.register(async (scope) => addDialectRooms(scope, options, counts), { prefix: DIALECTS_PREFIX })
  app.register(async (scope) => addDialectAccounts(scope, options, counts), {
    prefix: DIALECT_ACCOUNTS_PREFIX,
  })
  const { sockJs, sockJsPaths, originCheck } = options
  for (const prefix of sockJsPaths) app.register(sockJsRoutes, { prefix, sockJs, originCheck })
  serveRenderer(app, options.rendererDir, sockJsPaths)
  return app
}

/** The limits are against clients that send without end, or hold a connection by sending next to nothing. */
function bareServer({ log, isProxy }: HttpServerOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: isProxy,
    bodyLimit: LIMITS.restBodyBytes,
    requestTimeout: TIMEOUTS.request,
    handlerTimeout: TIMEOUTS.answer,
    return503OnClosing: false,
    http: { maxHeaderSize: LIMITS.headerBytes, connectionsCheckingInterval: TIMEOUTS.check },
    frameworkErrors: answerError,
    clientErrorHandler: answerClientError,
  })
  app.server.headersTimeout = TIMEOUTS.headers
  app.server.maxHeadersCount = MAX_HEADERS
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.setErrorHandler(answerError)
  return app
}

/** Counts that the API and the paths of older systems share. */
interface Counts {
  request: CountRequest
  newRoom: CountRequest
  newAccount: CountRequest
}

function addApi(app: FastifyInstance, options: HttpServerOptions, counts: Counts): void {
  const { authenticator, ports, rates } = options
  guardApi(app, options, counts)
  app.register(openApi)
  app.register(hostRoute, { host: options.host })
  app.register(authRoutes, { authenticator, signUpRate: counts.newAccount })
  app.register(async (signedIn) => {
    requireBearer(signedIn, authenticator)
    signedIn.register(meRoutes, { authenticator, ports })
    signedIn.register(roomRoutes, { ports, createRate: counts.newRoom })
    signedIn.register(ownerRoutes, { ports })
    signedIn.register(invitationRoutes, { ports })
    signedIn.register(historyRoutes, { ports })
    signedIn.register(searchRoutes, { ports })
    signedIn.register(messageRoutes, { ports })
    signedIn.register(exportRoutes, { ports, limits: LIMITS, limited: rates.limited })
  })
}

function addDialectRooms(app: FastifyInstance, options: HttpServerOptions, counts: Counts): void {
  const { dialects, ports, authenticator, host } = options
  guardApi(app, options, counts)
  app.register(dialectRoutes, {
    dialects: dialects.flatMap(({ rest }) => rest ?? []),
    ports,
    authenticator,
    hasPassword: host.password,
    createRate: counts.newRoom,
  })
}

function addDialectAccounts(app: FastifyInstance, options: HttpServerOptions, counts: Counts): void {
  guardApi(app, options, counts)
  app.register(dialectAccountRoutes, {
    dialects: options.dialects.flatMap(({ accounts }) => accounts ?? []),
    authenticator: options.authenticator,
    signUpRate: counts.newAccount,
  })
}

/** What holds for every request to `app`, none of whose answers anybody keeps. */
function guardApi(app: FastifyInstance, { originCheck }: HttpServerOptions, { request }: Counts): void {
  guardOrigin(app, originCheck)
  limitRequests(app, request)
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('Cache-Control', 'no-store')
  })
}
