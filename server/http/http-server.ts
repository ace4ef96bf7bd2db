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
import { authRoutes } from './auth-routes.ts'
import { requireBearer } from './bearer.ts'
import { answerClientError } from './client-error.ts'
import { refuseWhileClosing } from './closing.ts'
import { answerError } from './error-handler.ts'
import { exportRoutes } from './export-routes.ts'
import { health } from './health.ts'
import { historyRoutes } from './history-routes.ts'
import { hostRoute } from './host-route.ts'
import { meRoutes } from './me-routes.ts'
import { measureRequests, metrics } from './metrics.ts'
import { describeRoutes, openApi } from './openapi.ts'
import { guardOrigin } from './origin-guard.ts'
import { serveRenderer } from './renderer.ts'
import { atRate, limitRequests, type RequestRateOptions } from './request-rate.ts'
import { logRequests } from './request-log.ts'
import { roomRoutes } from './room-routes.ts'
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
  /** The absolute path of the built page; null where there is none. */
  rendererDir: string | null
  /** Whether people can be served now, for /readyz. */
  ready: () => boolean
  log: FastifyBaseLogger
  /** For whom the rates of requests hold, and by which clock. */
  rates: RequestRateOptions
  /** Gets the figures of the process and of the requests, and is answered at /metrics. */
  registry: Registry
}

/** A server that does not listen yet. WebSocket upgrades are left to whoever listens for them on its `server`. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const app = bareServer(options.log)
  refuseWhileClosing(app)
  logRequests(app)
  measureRequests(app, options.registry)
  addSecurityHeaders(app)
  describeRoutes(app, options.host.version)
  app.register(health, { ready: options.ready })
  app.register(metrics, { registry: options.registry, originCheck: options.originCheck })
  app.register(async (scope) => addApi(scope, options), { prefix: '/api' })
  const { sockJs, sockJsPaths, originCheck } = options
  for (const prefix of sockJsPaths) app.register(sockJsRoutes, { prefix, sockJs, originCheck })
  serveRenderer(app, options.rendererDir, sockJsPaths)
  return app
}

/** The limits are against clients that send without end, or hold a connection by sending next to nothing. */
function bareServer(log: FastifyBaseLogger): FastifyInstance {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
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

function addApi(app: FastifyInstance, options: HttpServerOptions): void {
  const { authenticator, ports, rates } = options
  guardOrigin(app, options.originCheck)
  limitRequests(app, LIMITS.requestRate, rates)
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('Cache-Control', 'no-store')
  })
  app.register(openApi)
  app.register(hostRoute, { host: options.host })
  app.register(authRoutes, { authenticator, signUpRate: atRate(LIMITS.newAccountRate, rates) })
  app.register(async (signedIn) => {
    requireBearer(signedIn, authenticator)
    signedIn.register(meRoutes, { ports })
    signedIn.register(roomRoutes, { ports, createRate: atRate(LIMITS.newRoomRate, rates) })
    signedIn.register(historyRoutes, { ports })
    signedIn.register(exportRoutes, { ports, limits: LIMITS, limited: rates.limited })
  })
}
