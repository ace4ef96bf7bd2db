// The host that the table is tried on, and who comes to it: guests, an account, its admin, and tokens that are no good.
import { randomBytes } from 'node:crypto'
import { createTokens } from '../../../server/auth/tokens.ts'
import type { HostIdentity } from '../../../server/store/host-identity.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { Room, SignedIn, User } from '../../../protocol/rest.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { identityOf } from '../../support/identity-of.ts'
import { call } from '../../support/rest-calls.ts'

/** The login by which the host knows its admin. */
export const ADMIN = 'admin'

const PASSWORD = '아주 긴 비밀번호'
const DAY = 24 * 60 * 60 * 1000

/** Somebody, and what they say who they are with: null where they say nothing. */
export interface Caller {
  user: User
  token: string | null
}

/** An answer to a call: its status, and all of it as text, without what is of that moment alone. */
export interface HttpAnswer {
  status: number
  body: string
  whole: string
}

export class World {
  readonly host: HostProcess
  /** Every call, by its method and path, and every destination that was asked for. */
  readonly asked = new Set<string>()
  readonly account: Caller
  readonly admin: Caller
  readonly #identity: HostIdentity

  private constructor(host: HostProcess, identity: HostIdentity, account: Caller, admin: Caller) {
    this.host = host
    this.#identity = identity
    this.account = account
    this.admin = admin
  }

  /** The host has to have been started with `--admin ${ADMIN}` and a port for STOMP by TCP. */
  static async at(host: HostProcess): Promise<World> {
    const signUp = async (login: string) =>
      toCaller(await signIn(host, 'signup', { login, password: PASSWORD, nickname: `계정 ${login}` }))
    return new World(host, await identityOf(host), await signUp('somebody'), await signUp(ADMIN))
  }

  async guest(nickname: string): Promise<Caller> {
    return toCaller(await signIn(this.host, 'guest', { nickname }))
  }

  /** The host's own, of the day before. */
  expired({ user }: Caller): Promise<Caller> {
    const { hostId, signingKey } = this.#identity
    return issued(user, hostId, Buffer.from(signingKey, 'base64url'), Date.now() - DAY)
  }

  /** Another host's, for the same person. */
  foreign({ user }: Caller): Promise<Caller> {
    return issued(user, this.#identity.hostId, randomBytes(32), Date.now())
  }

  /** The same, when their sign-in has been ended. */
  async loggedOut(caller: Caller): Promise<Caller> {
    const { status } = await this.ask(caller, 'POST', '/api/auth/logout')
    if (status !== 204) throw new Error(`Logging out was answered ${status}.`)
    return caller
  }

  /** A room that this person alone is in. */
  async privateRoom(caller: Caller): Promise<RoomId> {
    const { body } = await this.ask(caller, 'POST', '/api/rooms', { name: '혼자', kind: 'private' })
    return (JSON.parse(body) as Room).roomId
  }

  /** A call whose answer is that of anybody who asks the same. */
  async ask({ token }: Caller, method: string, path: string, body?: object): Promise<HttpAnswer> {
    this.asked.add(`${method} ${path.replace(/\?.*/, '')}`)
    const authorization = token === null ? {} : { Authorization: `Bearer ${token}` }
    const init = { method, headers: { ...authorization, ...(body === undefined ? {} : JSON_BODY) } }
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${this.host.http}${path}`, { ...init, ...text })
    const headers = [...response.headers].filter(([name]) => name !== 'date').map((pair) => pair.join(': '))
    const said = await response.text()
    return {
      status: response.status,
      body: said,
      whole: [String(response.status), ...headers, said].join('\n'),
    }
  }
}

const JSON_BODY = { 'Content-Type': 'application/json' }

async function signIn({ http }: HostProcess, way: string, wish: object): Promise<SignedIn> {
  const init = { method: 'POST', headers: JSON_BODY, body: JSON.stringify(wish) }
  const { status, body } = await call<SignedIn>(`${http}/api/auth/${way}`, init)
  if (status !== 200) throw new Error(`Signing in was answered ${status}.`)
  return body
}

function toCaller({ user, token }: SignedIn): Caller {
  return { user, token }
}

async function issued(user: User, hostId: string, key: Buffer, at: number): Promise<Caller> {
  const { token } = await createTokens({ key, hostId, password: null, now: () => at }).issue(user)
  return { user, token }
}
