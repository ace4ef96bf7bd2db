// A host's HTTP side over the memory store, with a clock that tests move, asked by injection instead of a network.
import type { FastifyInstance, InjectOptions } from 'fastify'
import { Registry } from 'prom-client'
import type { Login } from '../../../protocol/ids.ts'
import type { Room, SignedIn, User } from '../../../protocol/rest.ts'
import { createAuthenticator } from '../../../server/auth/authenticate.ts'
import { Families } from '../../../server/auth/families.ts'
import { createOriginCheck } from '../../../server/auth/origins.ts'
import { createPasswords } from '../../../server/auth/passwords.ts'
import { createPeople } from '../../../server/auth/people.ts'
import { createRoles } from '../../../server/auth/roles.ts'
import { createTokens } from '../../../server/auth/tokens.ts'
import { MovedMarks } from '../../../server/chat/moved-marks.ts'
import type { ChatPorts } from '../../../server/chat/ports.ts'
import { createHttpServer } from '../../../server/http/http-server.ts'
import type { SockJs } from '../../../server/http/sockjs-routes.ts'
import { createLogger } from '../../../server/log.ts'
import { DIALECTS } from '../../../server/routes/dialects/dialects.ts'
import type { Accounts } from '../../../server/store/accounts.ts'
import { MemoryAccounts } from '../../../server/store/memory/memory-accounts.ts'
import { MemoryDirectory } from '../../../server/store/memory/memory-directory.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import { MemorySearchIndex } from '../../../server/store/memory/memory-search-index.ts'
import { MemoryLastTalks } from '../../../server/store/memory/memory-last-talks.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'
import { MemoryTokenFamilies } from '../../../server/store/memory/memory-token-families.ts'
import { AlarmClock } from '../../support/alarm-clock.ts'
import { CHEAP } from '../auth/cheap-scrypt.ts'

export const KEY = Buffer.alloc(32, 7)
export const START = Date.UTC(2025, 0, 1)

export interface TestHost {
  app: FastifyInstance
  ports: ChatPorts
  accounts: Accounts
  /** Those who were made, in order. */
  newcomers: User[]
  /** Every line that was logged. */
  logged: string[]
  ready: boolean
  now: number
  registry: Registry
}

export interface TestHostOptions {
  password?: string
  rendererDir?: string
  origins?: string[]
  sockJs?: SockJs
  /** Whether rates hold; they do for nobody where it is left out. */
  limited?: boolean
  /** Logins. */
  admins?: string[]
}

/** For hosts to whom nobody speaks SockJS. */
const noSockJs: SockJs = {
  inform: () => {},
  listen: () => {},
  admitSend: async () => {},
  arriving: () => {},
  receive: () => {},
}

export function createTestHost({
  password,
  rendererDir,
  origins = [],
  sockJs = noSockJs,
  limited = false,
  admins = [],
}: TestHostOptions = {}): TestHost {
  const logged: string[] = []
  const now = () => host.now
  const accounts = new MemoryAccounts()
  const roles = createRoles(accounts, admins as Login[])
  const signals = new MemorySignals()
  const directory = new MemoryDirectory()
  const log = new MemoryRoomLog({ now })
  const ports = {
    log,
    search: new MemorySearchIndex(log),
    directory,
    signals,
    movedMarks: new MovedMarks(signals, new AlarmClock().later),
    lastTalks: new MemoryLastTalks(),
    roles,
    people: createPeople({ accounts, directory, signals }),
    now,
  }
  const registry = new Registry()
  const app = createHttpServer({
    ports,
    authenticator: createAuthenticator({
      tokens: createTokens({ key: KEY, hostId: 'host-1', password: password ?? null, now }),
      families: new Families({ store: new MemoryTokenFamilies(), signals, now }),
      accounts,
      roles,
      passwords: createPasswords(CHEAP),
      password: password ?? null,
      onNewcomer: (user) => host.newcomers.push(user),
      now,
    }),
    originCheck: createOriginCheck({ origins, hostname: 'my-pc' }),
    host: { hostId: 'host-1', name: '사랑방', version: '1.2.3', password: password !== undefined },
    sockJs,
    sockJsPaths: ['/ws'],
    dialects: Object.values(DIALECTS),
    rendererDir: rendererDir ?? null,
    ready: () => host.ready,
    log: createLogger('trace', { write: (line) => logged.push(line) }),
    rates: { limited: () => limited, now },
    isProxy: () => false,
    registry,
  })
  const host: TestHost = { app, ports, accounts, newcomers: [], logged, ready: true, now: START, registry }
  return host
}

export interface Answer {
  status: number
  body: unknown
  headers: Record<string, unknown>
  text: string
}

/** Asks, with a body sent as JSON. `body` of the answer is undefined where it is not JSON. */
export async function ask({ app }: TestHost, options: InjectOptions): Promise<Answer> {
  const { statusCode, headers, payload } = await app.inject(options)
  const isJson = String(headers['content-type']).startsWith('application/json')
  return { status: statusCode, headers, text: payload, body: isJson ? JSON.parse(payload) : undefined }
}

export async function signIn(host: TestHost, nickname = '하늘'): Promise<SignedIn> {
  const { body } = await ask(host, { method: 'POST', url: '/api/auth/guest', payload: { nickname } })
  return body as SignedIn
}

/** A person who has signed in, asking. */
export async function person(host: TestHost, nickname?: string) {
  const { token, user } = await signIn(host, nickname)
  const headers = { authorization: `Bearer ${token}` }
  const get = (url: string) => ask(host, { url, headers })
  const post = (url: string, payload: object) => ask(host, { method: 'POST', url, headers, payload })
  const createRoom = async (name: string) => (await post('/api/rooms', { name })).body as Room
  const call = (method: 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    ask(host, { method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return { user, token, get, post, call, createRoom }
}
