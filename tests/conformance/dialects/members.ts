// A member of the chat for members, as its pages had them: signed up, logged in, and connected with their token by SockJS.
import { randomUUID } from 'node:crypto'
import SockJS from 'sockjs-client-1.5'
import Stomp, { type OldClient, type OldFrame } from 'stompjs'
import { expect, onTestFinished } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { RefusalBody } from '../../../protocol/rest.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { Inbox, inTime } from '../../support/inbox.ts'
import type { Answer } from '../../support/rest-calls.ts'

const PASSWORD = 'correct horse battery'

export interface Said {
  roomId: RoomId
  senderEmail: string
  message: string
}

/** A new account, with its token. */
export async function memberOf(host: HostProcess, name: string): Promise<Member> {
  const email = `${randomUUID()}@chat.test`
  const account = { name, email, password: PASSWORD }
  const made = await ask<string>(`${host.http}/member/create`, 'POST', {}, account)
  expect(made.status).toBe(201)
  const { body } = await ask<{ id: string; token: string }>(
    `${host.http}/member/doLogin`,
    'POST',
    {},
    account,
  )
  expect(body.id).toBe(made.body)
  return new Member(host, email, body)
}

export class Member {
  readonly id: string
  readonly #http: string
  readonly #email: string
  readonly token: string
  #client: OldClient | null = null
  /** Of what was sent and not yet answered, by receipt: what to do with the answer, the code of a refusal or null. */
  readonly #waiting = new Map<string, (code: string | null) => void>()

  constructor({ http }: HostProcess, email: string, { id, token }: { id: string; token: string }) {
    this.#http = http
    this.#email = email
    this.id = id
    this.token = token
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.request('GET', path)
  }

  /** As its pages do: what is to be said stands in the query, and there is no body. */
  post<Body>(path: string): Promise<Answer<Body>> {
    return this.request('POST', path)
  }

  request<Body>(method: string, path: string): Promise<Answer<Body>> {
    return ask(`${this.#http}${path}`, method, { Authorization: `Bearer ${this.token}` })
  }

  /** Logs in with other credentials than their own. */
  logIn(wrong: { email?: string; password?: string }): Promise<Answer<unknown>> {
    const own = { email: this.#email, password: PASSWORD }
    return ask(`${this.#http}/member/doLogin`, 'POST', {}, { ...own, ...wrong })
  }

  /** Resolves when connected with this token, or with none. Rejects with the code of the ERROR. */
  async connectWith(token: string | null): Promise<OldClient> {
    const client = Stomp.over(new SockJS(`${this.#http}/connect`))
    client.debug = null
    onTestFinished(() => {
      if (client.connected) client.disconnect(() => {})
    })
    const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` }
    const connected = new Promise<void>((resolve, reject) =>
      client.connect(headers, resolve, (reason) => reject(new Error(codeOf(reason)))),
    )
    await inTime(connected, 'CONNECTED')
    return client
  }

  /** Resolves when the subscription is in effect. Rejects with the code of its refusal. */
  async listen(roomId: RoomId): Promise<Inbox<Said>> {
    const client = await this.#connected()
    const heard = new Inbox<Said>(`room ${roomId}`)
    const headers = { Authorization: `Bearer ${this.token}`, receipt: randomUUID() }
    client.subscribe(`/topic/${roomId}`, ({ body }) => heard.put(JSON.parse(body) as Said), headers)
    await this.#answerTo(headers.receipt)
    return heard
  }

  /** Resolves when the message is kept. Rejects with the code of its refusal. */
  async say(roomId: RoomId, message: string, prefix: 'app' | 'publish' = 'publish'): Promise<void> {
    const client = await this.#connected()
    const receipt = randomUUID()
    const body = JSON.stringify({ senderEmail: this.#email, message })
    client.send(`/${prefix}/${roomId}`, { receipt }, body)
    await this.#answerTo(receipt)
  }

  async disconnect(): Promise<void> {
    const client = await this.#connected()
    await inTime(new Promise<void>((resolve) => client.disconnect(resolve)), 'disconnected')
  }

  async #connected(): Promise<OldClient> {
    if (this.#client !== null) return this.#client
    const client = await this.connectWith(this.token)
    client.onreceipt = ({ headers }) => this.#waiting.get(headers['receipt-id'] ?? '')?.(null)
    client.subscribe('/user/queue/errors', ({ body }) => {
      const { receipt, code } = JSON.parse(body) as RefusalBody
      this.#waiting.get(receipt ?? '')?.(code)
    })
    this.#client = client
    return client
  }

  async #answerTo(receipt: string): Promise<void> {
    const answered = new Promise<string | null>((resolve) => this.#waiting.set(receipt, resolve))
    const code = await inTime(answered, 'a receipt')
    if (code !== null) throw new Error(code)
  }
}

async function ask<Body>(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: object | null = null,
): Promise<Answer<Body>> {
  const json = { 'Content-Type': 'application/json', ...headers }
  const response = await fetch(url, {
    method,
    ...(body === null ? { headers } : { headers: json, body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body }
}

/** The code of the ERROR that ended it. */
function codeOf(reason: unknown): string {
  return (reason as OldFrame).headers?.['code'] ?? String(reason)
}
