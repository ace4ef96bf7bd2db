// Accounts on a running host: signed up once, the same person by REST and by STOMP, from anywhere.
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { APP, inRoom } from '../../protocol/destinations.ts'
import type { SignedIn } from '../../protocol/rest.ts'
import { frameText } from '../support/frame-text.ts'
import { hostForAll, startHost, type HostProcess } from '../support/host-process.ts'
import { call, RestPerson, type Answer } from '../support/rest-calls.ts'
import { StompClient } from '../support/stomp-client.ts'
import { person } from './people.ts'

const PASSWORD = 'correct horse battery'
const WRONG = 'wrong horse battery'

const host = hostForAll('--stomp-port', '0')

function post(
  { http }: HostProcess,
  way: 'signup' | 'login',
  body: object,
  more: object = {},
): Promise<Answer<SignedIn>> {
  const headers = { 'Content-Type': 'application/json', ...more }
  return call(`${http}/api/auth/${way}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function signUp(at: HostProcess, login: string, more = {}, headers = {}): Promise<SignedIn> {
  const applicant = { login, password: PASSWORD, nickname: '하늘', ...more }
  const { status, body } = await post(at, 'signup', applicant, headers)
  expect(status).toBe(200)
  return body
}

async function userIdBy({ ws }: HostProcess, headers: Record<string, string>): Promise<string | undefined> {
  const client = await StompClient.connect(ws, headers)
  const userId = client.welcome.headers['user-id']
  await client.disconnect()
  return userId
}

/** Every byte that a CONNECT over TCP is answered with, until the host closes. */
async function bytesOf({ stomp }: HostProcess, login: string, passcode: string): Promise<string> {
  const { hostname, port } = new URL(stomp)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(frameText('CONNECT', { 'accept-version': '1.2', login, passcode }))
  return text(socket)
}

/** Status, headers but for the time, and body of a login. */
async function answerOf({ http }: HostProcess, login: string, password: string): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify({ login, password }) }
  const response = await fetch(`${http}/api/auth/login`, init)
  const told = [...response.headers].filter(([name]) => name !== 'date')
  return { status: response.status, told, body: await response.text() }
}

describe('an account', () => {
  it('[AU7] is one person: signing up, logging in, by STOMP with login and passcode, and by a token', async () => {
    const { user, token } = await signUp(host(), 'Haneul')
    const loggedIn = await post(host(), 'login', { login: 'haneul', password: PASSWORD })
    expect(loggedIn).toMatchObject({ status: 200, body: { user } })
    expect(await userIdBy(host(), { login: 'HANEUL', passcode: PASSWORD })).toBe(user.userId)
    for (const bearer of [token, loggedIn.body.token])
      expect(await userIdBy(host(), { Authorization: `Bearer ${bearer}` })).toBe(user.userId)
  })

  it('[AU7] is there after kill -9, and its login is taken', async () => {
    const restarted = await startHost()
    const { user } = await signUp(restarted, 'haneul')
    await restarted.kill()
    await restarted.start()
    expect(await userIdBy(restarted, { login: 'haneul', passcode: PASSWORD })).toBe(user.userId)
    const again = await post(restarted, 'signup', { login: 'HANEUL', password: PASSWORD, nickname: '바다' })
    expect(again).toMatchObject({ status: 409, body: { code: 'LOGIN_TAKEN' } })
  })

  it('[AU8] keeps all that its owner had as a guest: what they said, their rooms, how far they have read', async () => {
    const guest = await person(host(), '나그네')
    const { roomId } = await guest.rest.createRoom('사랑방')
    await guest.stomp.enter(roomId)
    await guest.stomp.talk(roomId, '손님일 때')
    await guest.stomp.sendForReceipt(inRoom(APP.read, roomId), '{"seq":2}')
    const { signedIn } = guest.rest
    const owner = await signUp(host(), 'nagune', {}, { Authorization: `Bearer ${signedIn.token}` })
    expect(owner.user).toEqual({ userId: signedIn.user.userId, name: '하늘' })
    await guest.stomp.sendForReceipt('/app/token', JSON.stringify({ token: owner.token }))
    await guest.stomp.talk(roomId, '계정일 때')
    const rest = new RestPerson(host().http, owner)
    expect((await rest.history(roomId)).map(({ senderId, sender }) => [senderId, sender])).toEqual([
      [owner.user.userId, '나그네'],
      [owner.user.userId, '나그네'],
      [owner.user.userId, '하늘'],
    ])
    const headers = { Authorization: `Bearer ${owner.token}` }
    const mine = await call<{ rooms: unknown[] }>(`${host().http}/api/me/rooms`, { headers })
    expect(mine.body.rooms).toMatchObject([{ roomId, read: 2, unread: 1 }])
    await guest.stomp.disconnect()
  })

  it('[AU6] of a host with a password needs that too', async () => {
    const locked = await startHost('--password', '열려라 참깨')
    const hostPassword = '열려라 참깨'
    const { user } = await signUp(locked, 'haneul', { hostPassword })
    const account = { login: 'haneul', passcode: PASSWORD }
    await expect(StompClient.connect(locked.ws, account)).rejects.toThrow('WRONG_PASSWORD')
    expect(await userIdBy(locked, { ...account, 'host-password': hostPassword })).toBe(user.userId)
    const without = await post(locked, 'login', { login: 'haneul', password: PASSWORD })
    expect(without).toMatchObject({ status: 403, body: { code: 'WRONG_PASSWORD' } })
  })
})

describe('whoever is not let in', () => {
  it('[AU2] gets the same bytes for an unknown login and for a wrong password, by REST and by STOMP', async () => {
    await signUp(host(), 'bada')
    const [unknown, wrong] = [await answerOf(host(), 'nobody', WRONG), await answerOf(host(), 'bada', WRONG)]
    expect(unknown).toMatchObject({ status: 401 })
    expect(wrong).toEqual(unknown)
    const [stranger, guesser] = [await bytesOf(host(), 'nobody', WRONG), await bytesOf(host(), 'bada', WRONG)]
    expect(stranger).toMatch(/^ERROR\n[^]*code:WRONG_LOGIN\n/)
    expect(guesser).toBe(stranger)
  })
})
