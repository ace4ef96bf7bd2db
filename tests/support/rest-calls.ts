// The REST calls that the suites make, as any client would make them.
import type { Entry } from '../../protocol/entry.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type {
  ErrorBody,
  HistoryPage,
  HostInfo,
  Member,
  NewRoomKind,
  Room,
  RoomDetail,
  SignedIn,
} from '../../protocol/rest.ts'

/** An answer, whatever its status. */
export interface Answer<Body> {
  status: number
  body: Body
}

export async function call<Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init)
  return { status: response.status, body: (await response.json()) as Body }
}

/** The calls of one person. */
export class RestPerson {
  readonly #http: string
  readonly signedIn: SignedIn

  constructor(http: string, signedIn: SignedIn) {
    this.#http = http
    this.signedIn = signedIn
  }

  get token(): string {
    return this.signedIn.token
  }

  /** The same person, of a host that has another address now. */
  at(http: string): RestPerson {
    return new RestPerson(http, this.signedIn)
  }

  createRoom(name: string, kind: NewRoomKind = 'open'): Promise<Room> {
    return this.#ask('rooms', { method: 'POST', body: JSON.stringify({ name, kind }) })
  }

  /** The room of this person and another. */
  talkTo(userId: string): Promise<Room> {
    return this.#ask('rooms/direct', { method: 'POST', body: JSON.stringify({ userId }) })
  }

  /** Asks somebody into a private room of this person's. */
  async invite(roomId: string, userId: string): Promise<void> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ userId }) }
    const { status } = await fetch(`${this.#http}/api/rooms/${roomId}/invitations`, init)
    if (status !== 204) throw new Error(`An invitation was answered with ${status}`)
  }

  async rooms(): Promise<Room[]> {
    return (await this.#ask<{ rooms: Room[] }>('rooms')).rooms
  }

  room(roomId: string): Promise<RoomDetail> {
    return this.#ask(`rooms/${roomId}`)
  }

  async members(roomId: string): Promise<Member[]> {
    return (await this.#ask<{ members: Member[] }>(`rooms/${roomId}/members`)).members
  }

  page(roomId: string, query = ''): Promise<HistoryPage> {
    return this.#ask(`rooms/${roomId}/messages${query}`)
  }

  /** The room's whole log, page by page. */
  async history(roomId: string): Promise<Entry[]> {
    const entries: Entry[] = []
    for (;;) {
      const after = entries.at(-1)?.seq ?? 0
      const page = await this.page(roomId, `?after=${after}&limit=${LIMITS.pageEntries}`)
      entries.push(...page.entries)
      if (!page.more) return entries
    }
  }

  async #ask<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' }
    return succeeded(await call<Body>(`${this.#http}/api/${path}`, { ...init, headers }))
  }
}

/** Signs in as a guest. */
export async function comeAsGuest(http: string, nickname: string, password?: string): Promise<RestPerson> {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ nickname, ...(password === undefined ? {} : { password }) }),
  }
  return new RestPerson(http, succeeded(await call<SignedIn>(`${http}/api/auth/guest`, init)))
}

export async function hostInfo(http: string): Promise<HostInfo> {
  return succeeded(await call<HostInfo>(`${http}/api/host`))
}

function succeeded<Body>({ status, body }: Answer<Body>): Body {
  if (status < 300) return body
  const { code, message } = body as ErrorBody
  throw new Error(`${status} ${code}: ${message}`)
}
