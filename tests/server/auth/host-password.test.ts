import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { createHostPassword } from '../../../server/auth/host-password.ts'

const HERE = '192.168.0.7'

function outcome(check: () => void): string {
  try {
    check()
    return 'right'
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error)
  }
}

describe('the host’s password', () => {
  const asks = (password: string | null, given: string | null) =>
    outcome(() => createHostPassword(password, () => 0).check(given, HERE))

  it.each([
    ['secret', 'secret', 'right'],
    ['한글', '한글'.normalize('NFD'), 'right'],
    ['secret', 'Secret', 'WRONG_PASSWORD'],
    ['secret', 'secret ', 'WRONG_PASSWORD'],
    ['secret', '', 'WRONG_PASSWORD'],
    ['secret', null, 'WRONG_PASSWORD'],
    ['secret', 'x'.repeat(100_000), 'WRONG_PASSWORD'],
    ['각'.repeat(LIMITS.passwordLength), '각'.repeat(LIMITS.passwordLength).normalize('NFD'), 'right'],
    [null, null, 'right'],
    [null, 'anything', 'right'],
  ])('%j, given %.20j, is %s', (password, given, expected) => {
    expect(asks(password, given)).toBe(expected)
  })

  it('longer than any may be is wrong before it is normalised', () => {
    const password = createHostPassword('secret', () => 0)
    const normalize = vi.spyOn(String.prototype, 'normalize')
    onTestFinished(() => normalize.mockRestore())
    const long = 'x'.repeat(LIMITS.passwordLength * 4 + 1)
    for (let i = 0; i < 8; i++) expect(outcome(() => password.check(long, HERE))).toBe('WRONG_PASSWORD')
    expect(normalize).not.toHaveBeenCalled()
    expect(outcome(() => password.check('secret', HERE))).toBe('TOO_FAST')
  })

  it('is not counted as a guess where none was given', () => {
    const password = createHostPassword('secret', () => 0)
    for (let i = 0; i < 100; i++) expect(outcome(() => password.check(null, HERE))).toBe('WRONG_PASSWORD')
    expect(outcome(() => password.check('secret', HERE))).toBe('right')
  })

  it('admits a whole class from one address at once', () => {
    const password = createHostPassword('secret', () => 0)
    for (let i = 0; i < 100; i++) expect(outcome(() => password.check('secret', HERE))).toBe('right')
  })

  it('is heard from no guesser for a while, but from everybody else', () => {
    const password = createHostPassword('secret', () => 0)
    for (let i = 0; i < 8; i++) outcome(() => password.check('guess', HERE))
    expect(outcome(() => password.check('secret', HERE))).toBe('TOO_FAST')
    expect(outcome(() => password.check('secret', '192.168.0.8'))).toBe('right')
  })
})
