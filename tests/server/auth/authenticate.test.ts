import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { User } from '../../../protocol/rest.ts'
import type { Credentials } from '../../../server/auth/credentials.ts'
import { createAuthenticator } from '../../../server/auth/authenticate.ts'
import { Families } from '../../../server/auth/families.ts'
import { createPasswords } from '../../../server/auth/passwords.ts'
import { createRoles } from '../../../server/auth/roles.ts'
import { createTokens } from '../../../server/auth/tokens.ts'
import { MemoryAccounts } from '../../../server/store/memory/memory-accounts.ts'
import { MemorySignals } from '../../../server/store/memory/memory-signals.ts'
import { MemoryTokenFamilies } from '../../../server/store/memory/memory-token-families.ts'
import { CHEAP } from './cheap-scrypt.ts'

const NOTHING: Credentials = {
  bearer: null,
  nickname: null,
  hostPassword: null,
  login: null,
  passcode: null,
  address: '10.0.0.1',
  unnamedGuests: false,
}
const now = () => Date.UTC(2025, 0, 1)

const HANEUL = {
  login: 'haneul',
  password: 'correct horse',
  nickname: '하늘',
  hostPassword: 'secret',
  address: NOTHING.address,
}

interface Options {
  onNewcomer?: (user: User) => void
}

function authenticatorOf(password: string | null, options: Options = {}) {
  const accounts = new MemoryAccounts()
  return createAuthenticator({
    tokens: createTokens({ key: Buffer.alloc(32, 1), hostId: 'host-1', password, now }),
    families: new Families({ store: new MemoryTokenFamilies(), signals: new MemorySignals(), now }),
    accounts,
    roles: createRoles(accounts, []),
    passwords: createPasswords(CHEAP),
    password,
    now,
    ...options,
  })
}

/** The name of whoever was let in, or the code of the refusal. */
const outcome = (answer: Promise<{ person: User } | { user: User }>) =>
  answer.then(
    (known) => ('person' in known ? known.person : known.user).name,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  )

describe('the sender of a CONNECT', () => {
  it.each<[string | null, Partial<Credentials>, string]>([
    [null, {}, 'UNAUTHENTICATED'],
    [null, { nickname: ' 하늘 ' }, '하늘'],
    [null, { nickname: '' }, 'BAD_NAME'],
    [null, { nickname: '하늘', hostPassword: 'none is needed' }, '하늘'],
    ['secret', { nickname: '하늘' }, 'WRONG_PASSWORD'],
    ['secret', { nickname: '하늘', hostPassword: 'wrong' }, 'WRONG_PASSWORD'],
    ['secret', { nickname: '하늘', hostPassword: 'secret' }, '하늘'],
    ['secret', { nickname: '', hostPassword: 'wrong' }, 'BAD_NAME'],
    [null, { login: 'a', passcode: 'b' }, 'WRONG_LOGIN'],
    [null, { login: 'a' }, 'UNAUTHENTICATED'],
    [null, { passcode: 'b' }, 'UNAUTHENTICATED'],
    ['secret', { login: 'a', passcode: 'b' }, 'WRONG_PASSWORD'],
    ['secret', { login: 'a', passcode: 'b', hostPassword: 'secret' }, 'WRONG_LOGIN'],
    [null, { login: 'a', passcode: 'b', nickname: '하늘' }, '하늘'],
    [null, { bearer: 'nonsense' }, 'TOKEN_INVALID'],
    [null, { bearer: 'nonsense', nickname: '하늘' }, 'TOKEN_INVALID'],
  ])('of a host with password %j, giving %j, is %s', async (password, given, expected) => {
    expect(await outcome(authenticatorOf(password).authenticate({ ...NOTHING, ...given }))).toBe(expected)
  })

  it('is whoever the token says, without the password that they gave when they signed in', async () => {
    const authenticator = authenticatorOf('secret')
    const guest = { nickname: '하늘', password: 'secret', address: '10.0.0.1' }
    const { token, user, expiresAt } = await authenticator.admitGuest(guest)
    const credentials = { ...NOTHING, bearer: token, nickname: 'another' }
    expect(await authenticator.authenticate(credentials)).toMatchObject({
      person: user,
      token: { expiresAt },
    })
    expect((await authenticator.authenticateBearer(token)).user).toEqual(user)
  })

  it('is somebody new by each nickname', async () => {
    const authenticator = authenticatorOf(null)
    const one = await authenticator.authenticate({ ...NOTHING, nickname: 'a' })
    const other = await authenticator.authenticate({ ...NOTHING, nickname: 'a' })
    expect(one.person.userId).not.toBe(other.person.userId)
    expect(one.token).toBeNull()
  })

  it.each<[string | null, Partial<Credentials>, string]>([
    [null, {}, 'Guest'],
    [null, { nickname: '하늘' }, '하늘'],
    [null, { nickname: '' }, 'BAD_NAME'],
    [null, { login: 'a', passcode: 'b' }, 'WRONG_LOGIN'],
    ['secret', {}, 'WRONG_PASSWORD'],
    ['secret', { hostPassword: 'secret' }, 'Guest'],
  ])('where guests need no name, with password %j, giving %j, is %s', async (password, given, expected) => {
    const authenticator = authenticatorOf(password)
    const sent = { ...NOTHING, unnamedGuests: true, ...given }
    expect(await outcome(authenticator.authenticate(sent))).toBe(expected)
  })

  it('[AU7] is the person of the account, who is no newcomer then', async () => {
    const newcomers: User[] = []
    const authenticator = authenticatorOf('secret', { onNewcomer: (user) => newcomers.push(user) })
    const { user } = await authenticator.signUp(HANEUL, null)
    const credentials = { ...NOTHING, login: 'HANEUL', passcode: HANEUL.password, hostPassword: 'secret' }
    expect(await authenticator.authenticate(credentials)).toEqual({ person: user, token: null })
    expect((await authenticator.logIn(HANEUL)).user).toEqual(user)
    expect(newcomers).toEqual([user])
  })

  it('[AU3] shares the count of wrong logins with the REST side', async () => {
    const authenticator = authenticatorOf(null)
    await authenticator.signUp(HANEUL, null)
    for (let i = 0; i < 8; i++) {
      const wrong = { ...HANEUL, password: `wrong horse ${i}` }
      expect(await outcome(authenticator.logIn(wrong))).toBe('WRONG_LOGIN')
    }
    const right = { ...NOTHING, login: HANEUL.login, passcode: HANEUL.password }
    expect(await outcome(authenticator.authenticate(right))).toBe('TOO_FAST')
  })

  it('shares the count of wrong passwords with the REST side', async () => {
    const authenticator = authenticatorOf('secret')
    const guest = { nickname: 'a', password: 'wrong', address: NOTHING.address }
    for (let i = 0; i < 8; i++) await outcome(authenticator.admitGuest(guest))
    const right = { ...NOTHING, nickname: 'a', hostPassword: 'secret' }
    expect(await outcome(authenticator.authenticate(right))).toBe('TOO_FAST')
  })
})
