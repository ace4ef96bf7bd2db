import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { Login } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { createAccountDoor, type AccountHolder, type Applicant } from '../../../server/auth/account-door.ts'
import { createHostPassword } from '../../../server/auth/host-password.ts'
import { createPasswords, type Passwords } from '../../../server/auth/passwords.ts'
import type { Accounts } from '../../../server/store/accounts.ts'
import { MemoryAccounts } from '../../../server/store/memory/memory-accounts.ts'
import { CHEAP } from './cheap-scrypt.ts'

const HANEUL = {
  login: 'Haneul',
  password: '열려라 참깨 열려라',
  nickname: ' 하늘 ',
  hostPassword: null,
  guest: null,
  address: '10.0.0.1',
}

interface DoorOptions {
  password?: string
  passwords?: Passwords
  accounts?: Accounts
}

function doorOf({
  password,
  passwords = createPasswords(CHEAP),
  accounts = new MemoryAccounts(),
}: DoorOptions = {}) {
  let now = 0
  const hostPassword = createHostPassword(password ?? null, () => now)
  const door = createAccountDoor({ accounts, passwords, hostPassword, now: () => now })
  return {
    signUp: (applicant: Applicant) => door.signUp(applicant),
    logIn: (holder: AccountHolder) => door.logIn(holder),
    accounts,
    wait: (milliseconds: number) => (now += milliseconds),
  }
}

/** The name of whoever was let in, or the code and the words of the refusal. */
const outcome = (answer: Promise<{ name: string }>) =>
  answer.then(
    ({ name }) => name,
    (error: unknown) => (error instanceof Refusal ? `${error.code}: ${error.message}` : error),
  )

const WRONG = 'WRONG_LOGIN: The login or the password is not right.'

describe('an account', () => {
  it('[AU7] is one person, each time they log in', async () => {
    const { signUp, logIn } = doorOf()
    const made = await signUp(HANEUL)
    expect(made).toEqual({ userId: expect.stringMatching(/^[\w-]{36}$/) as string, name: '하늘' })
    expect(await logIn(HANEUL)).toEqual(made)
    expect(await logIn({ ...HANEUL, address: '10.0.0.2' })).toEqual(made)
  })

  it('[AU1] is found however its login and its password are typed', async () => {
    const { signUp, logIn } = doorOf()
    const made = await signUp({ ...HANEUL, login: '하늘@Example.org' })
    const login = ' 하늘@EXAMPLE.ORG '.normalize('NFD')
    expect(await logIn({ ...HANEUL, login, password: HANEUL.password.normalize('NFD') })).toEqual(made)
  })

  it('[AU1] takes its login from everybody else, also where both come at once', async () => {
    const { signUp, logIn } = doorOf()
    const other = { ...HANEUL, login: 'HANEUL', password: 'another password', nickname: '바다' }
    const made = await Promise.all([outcome(signUp(HANEUL)), outcome(signUp(other))])
    const loggedIn = [await outcome(logIn(HANEUL)), await outcome(logIn(other))]
    // Whose hash is made first is up to the threads.
    const first = made[0] === '하늘'
    const taken = 'LOGIN_TAKEN: There is an account with this login already.'
    expect(made).toEqual(first ? ['하늘', taken] : [taken, '바다'])
    expect(loggedIn).toEqual(first ? ['하늘', WRONG] : [WRONG, '바다'])
  })

  it('[AU4] has its password kept as a hash alone', async () => {
    const { signUp, accounts } = doorOf()
    await signUp(HANEUL)
    const kept = await accounts.find('haneul' as Login)
    expect(kept?.passwordHash).toMatch(/^scrypt\$/)
    expect(JSON.stringify(kept)).not.toContain(HANEUL.password)
  })

  it.each([
    [{ login: '' }, 'BAD_LOGIN'],
    [{ login: 'two words' }, 'BAD_LOGIN'],
    [{ password: 'x'.repeat(LIMITS.shortestAccountPassword - 1) }, 'BAD_PASSWORD'],
    [{ password: 'x'.repeat(LIMITS.accountPasswordLength + 1) }, 'BAD_PASSWORD'],
    [{ nickname: ' ' }, 'BAD_NAME'],
  ])('is not made with %j', async (part, code) => {
    const { signUp, accounts } = doorOf()
    expect(await outcome(signUp({ ...HANEUL, ...part }))).toMatch(new RegExp(`^${code}:`))
    expect(await accounts.find('haneul' as Login)).toBeNull()
  })
})

describe('who does not get in', () => {
  it.each([
    ['an unknown login', { login: 'bada' }],
    ['a login that nobody can have', { login: 'two words' }],
    ['a wrong password', { password: 'something else' }],
    ['a password that nobody can have', { password: 'short' }],
    ['neither of them known', { login: 'bada', password: 'short' }],
  ])('[AU2] by %s is told the same, after the comparing of one hash', async (_what, part) => {
    const compared: string[] = []
    const cheap = createPasswords(CHEAP)
    const isRight: Passwords['isRight'] = (password, hash) => {
      compared.push(password)
      return cheap.isRight(password, hash)
    }
    const { signUp, logIn } = doorOf({ passwords: { ...cheap, isRight } })
    await signUp(HANEUL)
    expect(await outcome(logIn({ ...HANEUL, ...part }))).toBe(WRONG)
    expect(compared).toHaveLength(1)
  })

  it('[AU3] has eight tries, also where they come at once, and is then not heard for a while', async () => {
    const { signUp, logIn, wait } = doorOf()
    await signUp(HANEUL)
    const guess = () => outcome(logIn({ ...HANEUL, password: 'a wrong password' }))
    const outcomes = await Promise.all(Array.from({ length: 40 }, guess))
    // Two are compared at once, so one more than may be has begun at most.
    expect(outcomes.filter((each) => each === WRONG).length).toBeLessThanOrEqual(9)
    expect(await outcome(logIn(HANEUL))).toContain('TOO_FAST')
    expect(await outcome(logIn({ ...HANEUL, address: '10.0.0.2' }))).toContain('TOO_FAST')
    wait(20_000)
    expect(await outcome(logIn(HANEUL))).toBe('하늘')
  })

  it('[AU3] is none of a whole class that comes from one address at once', async () => {
    const { signUp, logIn } = doorOf()
    await signUp(HANEUL)
    const all = await Promise.all(Array.from({ length: 60 }, () => outcome(logIn(HANEUL))))
    expect(new Set(all)).toEqual(new Set(['하늘']))
  })

  it('[AU5] is one of more than can be looked at', async () => {
    const { logIn } = doorOf()
    const [taken, refused] = await Promise.all([
      Promise.all(
        Array.from({ length: LIMITS.passwordsInHand }, (_, index) =>
          outcome(logIn({ ...HANEUL, login: `u${index}`, address: `10.0.1.${index}` })),
        ),
      ),
      outcome(logIn({ ...HANEUL, address: '10.0.2.1' })),
    ])
    expect(new Set(taken)).toEqual(new Set([WRONG]))
    expect(refused).toContain('TOO_FAST')
  })

  it('[AU6] is asked for the host’s password before anything else', async () => {
    const { signUp, logIn, accounts } = doorOf({ password: 'secret' })
    const known = { ...HANEUL, hostPassword: 'secret' }
    await signUp(known)
    for (const hostPassword of [null, 'wrong']) {
      expect(await outcome(signUp({ ...HANEUL, hostPassword }))).toContain('WRONG_PASSWORD')
      expect(await outcome(logIn({ ...HANEUL, hostPassword }))).toContain('WRONG_PASSWORD')
      expect(await outcome(signUp({ ...HANEUL, login: '', hostPassword }))).toContain('WRONG_PASSWORD')
    }
    expect(await outcome(logIn(known))).toBe('하늘')
    expect(await accounts.find('' as Login)).toBeNull()
  })
})
