// Everything malformed, row by row: a clear answer, nothing lost, the server lives, and a bystander's session goes on.
// At the end it prints the table of what was sent and what came back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../../protocol/rest.ts'
import { hostForAll } from '../support/host-process.ts'
import { identityOf } from '../support/identity-of.ts'
import type { Inbox } from '../support/inbox.ts'
import { call, comeAsGuest } from '../support/rest-calls.ts'
import { tokenOfTheDayBefore, type Answer, type BadInput, type Doors } from './bad-input/bad-input.ts'
import { REFUSED_COMMANDS } from './bad-input/commands.ts'
import { FAILED_SIGN_INS } from './bad-input/credentials.ts'
import { BROKEN_FRAMES } from './bad-input/frames.ts'
import { printedTable } from './bad-input/printed-table.ts'
import { REFUSED_REST_CALLS, REFUSED_WEBSOCKETS } from './bad-input/web.ts'
import { person, type Person } from './people.ts'

const PASSWORD = '비밀번호'
const TABLE: readonly BadInput[] = [
  ...BROKEN_FRAMES,
  ...REFUSED_COMMANDS,
  ...FAILED_SIGN_INS,
  ...REFUSED_WEBSOCKETS,
  ...REFUSED_REST_CALLS,
]

const host = hostForAll('--stomp-port', '0', '--log-level', 'fatal')
const other = hostForAll('--password', PASSWORD)

let doors: Doors
let bystander: Person
let log: Inbox<object>
let pid: number
const answers = new Map<BadInput, Answer>()

beforeAll(async () => {
  pid = host().pid
  bystander = await person(host(), '구경꾼')
  const { roomId } = await bystander.rest.createRoom('마당')
  doors = await openDoors(roomId)
  log = await bystander.stomp.follow(roomId)
  await bystander.stomp.enter(roomId)
  await log.next()
})

async function openDoors(roomId: Doors['roomId']): Promise<Doors> {
  const { rest, stomp, user } = await person(host(), '말썽')
  await stomp.enter(roomId)
  const stranger = await comeAsGuest(other().http, '이웃', PASSWORD)
  return {
    http: host().http,
    ws: host().ws,
    stomp: host().stomp,
    other: { http: other().http, ws: other().ws, password: PASSWORD, token: stranger.token },
    user,
    token: rest.token,
    refreshToken: rest.signedIn.refreshToken,
    expiredToken: await tokenOfTheDayBefore(await identityOf(host()), user),
    revoked: await revokedTokens(),
    account: await newAccount(),
    roomId,
    otherRoomId: (await rest.createRoom('뒤뜰')).roomId,
  }
}

async function newAccount(): Promise<Doors['account']> {
  const account = { login: '마루', password: '아주 긴 비밀번호' }
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ ...account, nickname: '마루' }) }
  expect((await call(`${host().http}/api/auth/signup`, init)).status).toBe(200)
  return account
}

async function revokedTokens(): Promise<SignedIn> {
  const { refreshToken } = (await comeAsGuest(host().http, '떠난이')).signedIn
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ refreshToken }) }
  const refresh = () => call<SignedIn>(`${host().http}/api/auth/refresh`, init)
  const { body } = await refresh()
  await refresh()
  return body
}

describe('each malformed thing has its answer, and the bystander notices nothing', () => {
  it.each(TABLE.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const answer = await row.send(doors)
    answers.set(row, answer)
    expect(answer.answer).toBe(row.answer)
    await bystander.stomp.talk(doors.roomId, row.name)
    const heard = await log.until((entry) => 'message' in entry && entry.message === row.name)
    expect(heard.length).toBeLessThanOrEqual(2)
  })
})

it('afterwards the same process lives, and everything that was said is there, once', async () => {
  expect(host().pid).toBe(pid)
  expect((await fetch(`${host().http}/healthz`)).status).toBe(200)
  const history = await bystander.rest.history(doors.roomId)
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1))
  const said = (userId: string) =>
    history
      .filter(({ type, senderId }) => type === 'TALK' && senderId === userId)
      .map(({ message }) => message)
  expect(said(bystander.user.userId)).toEqual(TABLE.map(({ name }) => name))
  expect(said(doors.user.userId)).toEqual(['꽉 찬 말'])
})

afterAll(() => {
  process.stdout.write(`${printedTable(TABLE, answers)}\n`)
})
