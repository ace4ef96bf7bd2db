import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
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
    [null, null, 'right'],
    [null, 'anything', 'right'],
  ])('%j, given %.20j, is %s', (password, given, expected) => {
    expect(asks(password, given)).toBe(expected)
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
