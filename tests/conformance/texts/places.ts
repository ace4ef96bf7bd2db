// Where a person can write something, by REST and by STOMP, and what becomes of it there.
import type { Entry } from '../../../protocol/entry.ts'
import type { ErrorBody, RefusalBody, Room, SignedIn } from '../../../protocol/rest.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { frameText } from '../../support/frame-text.ts'
import { openWebSocket } from '../../support/raw-websocket.ts'
import { call, type RestPerson } from '../../support/rest-calls.ts'

/** A host, somebody who owns a room and is in it, and a message of theirs. */
export interface Desk {
  http: string
  ws: string
  rest: RestPerson
  roomId: string
  seq: number
}

/** What was kept of a text, null where nobody is told that; a code where it was refused. */
export type Became = { kept: string | null } | { code: string }

export interface Place {
  name: string
  limit: number
  write: (desk: Desk, text: string) => Promise<Became>
}

export const PLACES: readonly Place[] = [
  {
    name: 'nickname',
    limit: LIMITS.nicknameLength,
    write: (desk, nickname) =>
      ask<SignedIn>(desk, 'POST', 'auth/guest', { nickname }, ({ user }) => user.name),
  },
  {
    name: 'room',
    limit: LIMITS.roomNameLength,
    write: (desk, name) => ask<Room>(desk, 'POST', 'rooms', { name }, (room) => room.name),
  },
  {
    name: 'topic',
    limit: LIMITS.topicLength,
    write: (desk, topic) => ask<Room>(desk, 'PATCH', `rooms/${desk.roomId}`, { topic }, (room) => room.topic),
  },
  { name: 'message, STOMP', limit: LIMITS.messageLength, write: talk },
  {
    name: 'message, REST',
    limit: LIMITS.messageLength,
    write: (desk, message) =>
      ask<Entry>(
        desk,
        'PATCH',
        `rooms/${desk.roomId}/messages/${desk.seq}`,
        { message },
        (entry) => entry.message,
      ),
  },
  {
    name: 'login',
    limit: LIMITS.loginLength,
    write: (desk, login) => signUp(desk, login, '아주 긴 비밀번호'),
  },
  {
    name: 'password',
    limit: LIMITS.accountPasswordLength,
    write: (desk, password) => signUp(desk, `writer${(writers += 1)}`, password),
  },
]

let writers = 0

function signUp({ http }: Desk, login: string, password: string): Promise<Became> {
  const wish = { login, password, nickname: '적는 이' }
  return ask<SignedIn>({ http }, 'POST', 'auth/signup', wish, () => null)
}

async function ask<Body>(
  { http, rest }: Pick<Desk, 'http'> & Partial<Desk>,
  method: string,
  path: string,
  wish: object,
  kept: (body: Body) => string | null,
): Promise<Became> {
  const authorization = rest === undefined ? {} : { Authorization: `Bearer ${rest.token}` }
  const headers = { ...authorization, 'Content-Type': 'application/json' }
  const init = { method, headers, body: JSON.stringify(wish) }
  const { status, body } = await call<Body>(`${http}/api/${path}`, init)
  return status < 300 ? { kept: kept(body) } : { code: (body as ErrorBody).code }
}

/** In a session of its own, which an ERROR would end. */
async function talk({ ws, rest, roomId }: Desk, message: string): Promise<Became> {
  const raw = await openWebSocket(ws)
  raw.send(frameText('CONNECT', { 'accept-version': '1.2', Authorization: `Bearer ${rest.token}` }))
  raw.send(frameText('SUBSCRIBE', { id: 'errors', destination: '/user/queue/errors' }))
  raw.send(frameText('SUBSCRIBE', { id: 'log', destination: `/topic/rooms/${roomId}` }))
  const nonce = crypto.randomUUID()
  raw.send(
    frameText('SEND', { destination: `/app/rooms/${roomId}/talk` }, JSON.stringify({ message, nonce })),
  )
  const [, answer] = await raw.frames.take(2)
  raw.cut()
  if (answer?.command === 'ERROR') return { code: answer.headers['code'] ?? '' }
  const body = JSON.parse(answer?.body ?? '{}') as RefusalBody | Entry
  return 'code' in body ? { code: body.code } : { kept: body.message }
}
