// The composition root: the only file that names concrete adapters. Builds a host from its Config and takes it down again.
import type { Server } from 'node:net'
import { hostname } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { LIMITS } from '../protocol/limits.ts'
import type { HostInfo, User } from '../protocol/rest.ts'
import { createAuthenticator, type Authenticator } from './auth/authenticate.ts'
import { connectCredentials } from './auth/connect-credentials.ts'
import { createOriginCheck } from './auth/origins.ts'
import { createPasswords } from './auth/passwords.ts'
import { createTokens } from './auth/tokens.ts'
import { Broker } from './broker/broker.ts'
import { measureChat } from './chat-metrics.ts'
import type { ChatPorts } from './chat/ports.ts'
import { appear, vanish } from './chat/presence.ts'
import type { Config } from './config.ts'
import { eventLoopLoad } from './event-loop-load.ts'
import type { Extension } from './extension.ts'
import { createHttpServer } from './http/http-server.ts'
import { capacityOf, descriptorsAllowed, type Capacity } from './limits/capacity.ts'
import { limitedAddresses } from './limits/limited.ts'
import { authority, listen } from './listen.ts'
import { createRouter } from './routes/create-router.ts'
import { OPEN_TOPICS } from './routes/open-topics.ts'
import type { Route } from './routes/route.ts'
import { ROUTES } from './routes/routes.ts'
import { createCommandRates } from './session/command-rate.ts'
import { Sessions } from './session/sessions.ts'
import { Turns } from './session/turns.ts'
import type { Accounts } from './store/accounts.ts'
import type { Directory } from './store/directory.ts'
import { openHostFile, type HostIdentity } from './store/host-file.ts'
import { MemorySignals } from './store/memory/memory-signals.ts'
import { checkpointBeside } from './store/sqlite/checkpoints.ts'
import { openDatabase, type Database } from './store/sqlite/database.ts'
import { SqliteAccounts } from './store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from './store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from './store/sqlite/sqlite-room-log.ts'
import { createAdmission, type Admission } from './transport/admission.ts'
import { OtherWebSockets } from './transport/other-websockets.ts'
import { boundSockets } from './transport/socket-bound.ts'
import { SockJsSessions } from './transport/sockjs/sockjs-sessions.ts'
import { createTcpServer } from './transport/tcp.ts'
import { serveWebSocket } from './transport/websocket.ts'
import { VERSION } from './version.ts'

/** A host that is listening. */
export interface App {
  http: string
  ws: string
  /** Null where plain STOMP was not asked for. */
  stomp: string | null
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

/** Resolves when the host listens. Throws DataFolderError or ListenError; then nothing is left open. */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App> {
  const database = openDatabase(config.dataDir, { durability: config.durability })
  try {
    const identity = await openHostFile(config.dataDir, config.name === null ? {} : { name: config.name })
    return await start(config, build({ config, identity, database, ...surroundings }))
  } catch (error) {
    database.close()
    throw error
  }
}

/** What a host is built from. */
interface Plan extends Surroundings {
  config: Config
  identity: HostIdentity
  database: Database
}

/** The parts that are started and stopped. */
interface Host {
  database: Database
  ports: ChatPorts
  accounts: Accounts
  sessions: Sessions
  http: FastifyInstance
  tcp: Server
  refuseUpgrades: () => void
  /** `ready`: whether people can be served now. */
  status: { ready: boolean }
}

function build({ config, identity, database, rendererDir, log, extension }: Plan): Host {
  const ports = openPorts(database)
  const accounts = new SqliteAccounts(database)
  const { directory } = ports
  const authenticator = createHostAuthenticator({ config, identity, extension, accounts, directory })
  const originCheck = createOriginCheck({ origins: [...config.origins], hostname: hostname() })
  const registry = new Registry()
  const capacity = hostCapacity(log)
  const limited = limitedAddresses(config.limited)
  const admission = createHostAdmission(capacity, limited)
  const sessions = createSessions({
    ports,
    routes: routesOf(config, extension),
    authenticator,
    registry,
    admission,
    limited,
    log,
  })
  const status = { ready: false }
  const ready = () => status.ready
  const stompPaths = ['/ws', ...extension.stompPaths]
  const host = describeHost(config, identity)
  const sockJs = new SockJsSessions({
    open: (wire) => sessions.open(wire),
    admission,
    reportFailure: (error) => log.error({ err: error }, 'SockJS failed'),
  })
  const http = createHttpServer({
    ports,
    authenticator,
    originCheck,
    host,
    sockJs,
    sockJsPaths: stompPaths,
    rendererDir,
    ready,
    log,
    rates: { limited, now: () => performance.now() },
    registry,
  })
  const refuseUpgrades = serveWebSocket(http.server, {
    paths: stompPaths,
    others: new OtherWebSockets(extension.webSockets),
    maxMessageBytes: LIMITS.messageBytes,
    allows: originCheck,
    admission,
    limited,
    open: (wire) => sessions.open(wire),
  })
  const tcp = createTcpServer({ admission, open: (wire) => sessions.open(wire) })
  boundSockets([http.server, tcp], {
    all: capacity.sockets,
    perNetwork: LIMITS.socketsPerAddress,
    rate: LIMITS.socketRate,
    limited,
    now: () => performance.now(),
  })
  return { database, ports, accounts, sessions, http, tcp, refuseUpgrades, status }
}

async function start(config: Config, host: Host): Promise<App> {
  await host.http.ready()
  const stopCheckpoints = checkpointBeside(host.database)
  const close = () => stop(host, stopCheckpoints)
  try {
    const addresses = await listenOnAll(config, host.http.server, host.tcp)
    host.status.ready = true
    return { ...addresses, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function stop(host: Host, stopCheckpoints: () => Promise<void>): Promise<void> {
  const { database, ports, accounts, sessions, http } = host
  host.status.ready = false
  host.refuseUpgrades()
  host.tcp.close()
  // It waits for the sockets of the sessions too, so they must be closed while it waits.
  await Promise.all([http.close(), sessions.close()])
  for (const port of [ports.log, ports.directory, ports.signals, accounts]) await port.close()
  await stopCheckpoints()
  database.close()
}

function openPorts(database: Database): ChatPorts {
  const { now } = Date
  return {
    log: new SqliteRoomLog(database, { now, load: () => eventLoopLoad(performance.now()) }),
    directory: new SqliteDirectory(database),
    signals: new MemorySignals(),
    now,
  }
}

function describeHost({ password }: Config, { hostId, name }: HostIdentity): HostInfo {
  return { hostId, name, version: VERSION, password: password !== null }
}

interface AuthenticatorParts {
  config: Config
  identity: HostIdentity
  extension: Extension
  accounts: Accounts
  directory: Directory
}

function createHostAuthenticator({
  config,
  identity,
  extension,
  accounts,
  directory,
}: AuthenticatorParts): Authenticator {
  const { now } = Date
  const { password } = config
  const { hostId, signingKey } = identity
  const { unnamedGuests } = extension
  const onNewcomer = ({ userId }: User): void => directory.newcomer(userId)
  const tokens = createTokens({ key: Buffer.from(signingKey, 'base64url'), hostId, password, now })
  const passwords = createPasswords()
  return createAuthenticator({
    tokens,
    accounts,
    passwords,
    password,
    unnamedGuests,
    onNewcomer,
    now,
  })
}

/** What the process can have open. Says so where the system allows less than the table. */
function hostCapacity(log: Logger): Capacity {
  const descriptors = descriptorsAllowed()
  const capacity = capacityOf(descriptors)
  if (capacity.connections < LIMITS.connections)
    log.warn({ descriptors, ...capacity }, 'the system allows few open files: fewer people can be connected')
  return capacity
}

function createHostAdmission({ connections }: Capacity, limited: (address: string) => boolean): Admission {
  // Not the time of day, which may be set back.
  return createAdmission({ limits: { ...LIMITS, connections }, limited, now: () => performance.now() })
}

/** What clients find here. */
function routesOf({ openTopics }: Config, { routes }: Extension): readonly Route[] {
  return [...ROUTES, ...routes, ...(openTopics ? OPEN_TOPICS : [])]
}

interface SessionParts {
  ports: ChatPorts
  routes: readonly Route[]
  authenticator: Authenticator
  registry: Registry
  admission: Admission
  limited: (address: string) => boolean
  log: Logger
}

function createSessions(parts: SessionParts): Sessions {
  const { ports, routes, authenticator, registry, admission, limited, log } = parts
  const counts = { framesIn: 0, refusals: 0, errors: 0 }
  const reportFailure = (error: unknown): void => log.error({ err: error }, 'a command failed')
  const sessions = new Sessions({
    router: createRouter({ ports, broker: new Broker(ports.log) }, routes),
    limits: LIMITS,
    counts,
    server: `sarangbang/${VERSION}`,
    now: () => performance.now(),
    rateOf: createCommandRates(LIMITS, limited),
    turns: new Turns(),
    authenticate: (headers, address) => authenticator.authenticate(connectCredentials(headers, address)),
    appeared: (person) => appear(ports, person).catch(reportFailure),
    vanished: (person) => vanish(ports, person).catch(reportFailure),
    reportFailure,
  })
  measureChat(registry, { counts, connections: () => sessions.size, refused: () => admission.refused })
  return sessions
}

async function listenOnAll(config: Config, http: Server, tcp: Server): Promise<Omit<App, 'close'>> {
  const port = await listen(http, config.host, config.port)
  const stompPort = config.stompPort === null ? null : await listen(tcp, config.host, config.stompPort)
  return {
    http: `http://${authority(config.host, port)}`,
    ws: `ws://${authority(config.host, port)}/ws`,
    stomp: stompPort === null ? null : `tcp://${authority(config.host, stompPort)}`,
  }
}
