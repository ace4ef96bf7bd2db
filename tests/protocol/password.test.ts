import { expect, test } from 'vitest'
import { newPassword } from '../../protocol/password.ts'

test('a password is three groups of letters that nobody confuses, and another one each time', () => {
  const made = Array.from({ length: 50 }, newPassword)
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/)
  expect(new Set(made).size).toBe(50)
})
