// The composition root: builds a host from its Config, on the stores that this asks for, and takes it down again.
import type { Server } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { LIMITS } from '../protocol/limits.ts'
import type { HostInfo } from '../protocol/rest.ts'
import { Families } from './auth/families.ts'
import { createOriginCheck } from './auth/origins.ts'
import type { Absences } from './chat/absences.ts'
import { later } from './chat/later.ts'
import { MovedMarks } from './chat/moved-marks.ts'
import { createPeople } from './auth/people.ts'
import { createRoles } from './auth/roles.ts'
import type { ChatPorts } from './chat/ports.ts'
import type { Retention } from './chat/retention.ts'
import type { Config } from './config.ts'
import { openEmbeddedStores } from './embedded-stores.ts'
import type { Extension } from './extension.ts'
import { createHttpServer } from './http/http-server.ts'
import { clientAddressBehind, proxiesIn } from './limits/client-address.ts'
import { limitedAddresses } from './limits/limited.ts'
import { authority, listen } from './listen.ts'
import { createAbsences } from './parts/absences.ts'
import { createHostAdmission, hostCapacity } from './parts/admission.ts'
import { createHostAuthenticator } from './parts/authenticator.ts'
import { routesOf, stompPathsOf, unnamedGuestsAt, webSocketsOf } from './parts/dialects.ts'
import { followSignals } from './parts/follow-signals.ts'
import { createRetention } from './parts/retention.ts'
import { createSessions } from './parts/sessions.ts'
import { DIALECTS } from './routes/dialects/dialects.ts'
import type { Sessions } from './session/sessions.ts'
import type { HostIdentity } from './store/host-identity.ts'
import type { Stores } from './stores.ts'
import type { Admission } from './transport/admission.ts'
import { OtherWebSockets } from './transport/other-websockets.ts'
import { boundSockets } from './transport/socket-bound.ts'
import { SockJsSessions } from './transport/sockjs/sockjs-sessions.ts'
import { createTcpServer } from './transport/tcp.ts'
import { serveWebSocket } from './transport/websocket.ts'
import { VERSION } from './version.ts'

/** Of the time for which a host drains, the share in which all are told to go. */
const LEAVING = 0.8

/** A host that is listening. */
export interface App {
  http: string
  ws: string
  /** Null where plain STOMP was not asked for. */
  stomp: string | null
  /** Says that it is not ready, lets nobody in and has everybody go elsewhere, within so many ms; requests are served on. */
  drain(ms: number): Promise<void>
  /** Stops accepting, tells the clients, answers and keeps what has arrived, and lets go of the data. */
  close(): Promise<void>
}

/** What a host is given besides its Config. */
export interface Surroundings {
  /** The folder of its page; null where there is none. */
  rendererDir: string | null
  log: Logger
  extension: Extension
}

/** Resolves when the host listens. Throws DataFolderError, RedisError or ListenError; then nothing is left open. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const registry = new Registry()
  const stores = await openStores(config, { log: surroundings.log, registry })
  try {
    const { tokenFamilies, signals } = stores
    const families = new Families({ store: tokenFamilies, signals, now: Date.now })
    await families.load()
    return await start(config, build({ config, stores, families, registry, ...surroundings }))
  } catch (error) {
    await stores.close()
    throw error
  }
}

/** A host that keeps all in its folder loads nothing of what speaks with Redis: 10 MB, and a tenth of its start. */
async function openStores(config: Config, observers: { log: Logger; registry: Registry }): Promise<Stores> {
  const { redis } = config
  if (redis === null) return openEmbeddedStores(config, observers.log)
  const { openRedisStores } = await import('./redis-stores.ts')
  return openRedisStores(config, redis, observers)
}

/** What a host is built from. */
interface Plan extends Surroundings {
  config: Config
  stores: Stores
  families: Families
  /** Has the figures of the stores, and gets all others. */
  registry: Registry
}

/** The parts that are started and stopped. */
interface Host {
  stores: Stores
  ports: ChatPorts
  families: Families
  /** Null where guests may stay away. */
  absences: Absences | null
  /** Null where everything is kept. */
  retention: Retention | null
  sessions: Sessions
  log: Logger
  http: FastifyInstance
  tcp: Server
  admission: Admission
  refuseUpgrades: () => void
  /** `ready`: whether people can be served now. */
  status: { ready: boolean }
}

function build({ config, stores, families, registry, rendererDir, log, extension }: Plan): Host {
  const { identity, accounts, directory, awayClock: clock, duties } = stores
  const ports = createPorts(stores, config.admins)
  const { roles } = ports
  const authenticator = createHostAuthenticator({ config, identity, accounts, families, roles, directory })
  const originCheck = createOriginCheck({ origins: [...config.origins], hostname: hostname() })
  const dialects = config.dialects.map((name) => DIALECTS[name])
  const capacity = hostCapacity(log)
  const limited = limitedAddresses(config.limited)
  const isProxy = proxiesIn(config.proxies)
  const addressOf = clientAddressBehind(isProxy)
  const admission = createHostAdmission(capacity, limited)
  const absences = createAbsences(config, { ports, accounts, clock, duties, log })
  const retention = createRetention(config, ports, duties, log)
  const sessions = createSessions({
    ports,
    absences,
    routes: routesOf(dialects, extension, config.openTopics),
    unnamedAt: unnamedGuestsAt(dialects, extension),
    authenticator,
    families,
    registry,
    admission,
    limited,
    log,
  })
  const status = { ready: false }
  const ready = () => status.ready && stores.up
  const stompPaths = stompPathsOf(dialects, extension)
  const host = describeHost(config, identity)
  const sockJs = new SockJsSessions({
    open: (wire) => sessions.open(wire),
    admission,
    addressOf,
    reportFailure: (error) => log.error({ err: error }, 'SockJS failed'),
  })
  const http = createHttpServer({
    ports,
    authenticator,
    originCheck,
    host,
    sockJs,
    sockJsPaths: stompPaths,
    dialects,
    rendererDir,
    ready,
    log,
    rates: { limited, now: () => performance.now() },
    isProxy,
    registry,
  })
  const refuseUpgrades = serveWebSocket(http.server, {
    paths: stompPaths,
    others: new OtherWebSockets(
      webSocketsOf(dialects, extension, { hasPassword: config.password !== null, signals: stores.signals }),
    ),
    maxMessageBytes: LIMITS.messageBytes,
    allows: originCheck,
    admission,
    addressOf,
    limited,
    open: (wire) => sessions.open(wire),
  })
  const tcp = createTcpServer({ admission, open: (wire) => sessions.open(wire) })
  boundSockets([http.server, tcp], {
    all: capacity.sockets,
    perNetwork: LIMITS.socketsPerAddress,
    rate: LIMITS.socketRate,
    // Whose a socket of a proxy is is known by its requests alone.
    limited: (address) => limited(address) && !isProxy(address),
    now: () => performance.now(),
  })
  return {
    stores,
    ports,
    families,
    absences,
    retention,
    sessions,
    log,
    http,
    tcp,
    admission,
    refuseUpgrades,
    status,
  }
}

async function start(config: Config, host: Host): Promise<App> {
  await host.http.ready()
  try {
    await followSignals(host.ports, host.sessions, host.log)
    const addresses = await listenOnAll(config, host.http.server, host.tcp)
    host.status.ready = true
    host.absences?.start()
    host.retention?.start()
    const drain = async (ms: number): Promise<void> => {
      host.status.ready = false
      if (ms > 0) await leave(host, ms)
    }
    return { ...addresses, drain, close: () => stop(host).finally(() => host.stores.close()) }
  } catch (error) {
    await stop(host)
    throw error
  }
}

/** Lets nobody in, and has everybody go to the other nodes; requests are served on. Resolves after so many milliseconds. */
async function leave({ ports, admission, sessions }: Host, ms: number): Promise<void> {
  admission.close()
  ports.signals.handOver()
  // What is left of the time is for the last of them, and for a load balancer that looks only now and then.
  await Promise.all([sessions.drain(ms * LEAVING), sleep(ms)])
}

/** Ends all but the stores, which keep what was accepted until they are closed. */
async function stop({ ports, families, absences, retention, sessions, http, ...host }: Host): Promise<void> {
  host.status.ready = false
  host.refuseUpgrades()
  host.tcp.close()
  ports.signals.handOver()
  // It waits for the sockets of the sessions too, so they must be closed while it waits.
  await Promise.all([http.close(), sessions.close()])
  await absences?.close()
  await retention?.close()
  families.close()
  ports.movedMarks.flush()
}

function createPorts({ accounts, ...stores }: Stores, admins: Config['admins']): ChatPorts {
  const { log, directory, signals, search, lastTalks } = stores
  return {
    log,
    directory,
    signals,
    search,
    movedMarks: new MovedMarks(signals, later),
    lastTalks,
    roles: createRoles(accounts, admins),
    people: createPeople({ accounts, directory, signals }),
    now: Date.now,
  }
}

function describeHost({ password }: Config, { hostId, name }: HostIdentity): HostInfo {
  return { hostId, name, version: VERSION, password: password !== null }
}

async function listenOnAll(
  config: Config,
  http: Server,
  tcp: Server,
): Promise<Pick<App, 'http' | 'ws' | 'stomp'>> {
  const port = await listen(http, config.host, config.port)
  const stompPort = config.stompPort === null ? null : await listen(tcp, config.host, config.stompPort)
  return {
    http: `http://${authority(config.host, port)}`,
    ws: `ws://${authority(config.host, port)}/ws`,
    stomp: stompPort === null ? null : `tcp://${authority(config.host, stompPort)}`,
  }
}
