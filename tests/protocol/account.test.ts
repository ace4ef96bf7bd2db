// What a login and a password of an account may be, and how they are kept.
import { describe, expect, it } from 'vitest'
import { toAccountPassword, toLogin } from '../../protocol/account.ts'
import { LIMITS } from '../../protocol/limits.ts'

describe('a login', () => {
  it.each([
    ['haneul', 'haneul'],
    ['Haneul@Example.ORG', 'haneul@example.org'],
    ['  haneul ', 'haneul'],
    ['하늘', '하늘'],
    ['하늘'.normalize('NFD'), '하늘'],
    ['STRASSE', 'strasse'],
    ['straße', 'strasse'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['É', 'é'],
    ['e\u0301', 'é'],
    ['::1', '::1'],
  ])('[TX7] %j is kept as %j', (raw, kept) => {
    expect(toLogin(raw)).toBe(kept)
    expect(toLogin(kept)).toBe(kept)
  })

  it.each(['', ' ', 'two words', 'a\u200Bb', 'a\u202Eb', 'a\0', '\uD800', 'a\u3164b', 'a\u2800', 'a\u00ADb'])(
    '[TX7] %j can be none',
    (raw) => expect(toLogin(raw)).toBeNull(),
  )

  it('[TX7] has as many characters as the limit, and not one more', () => {
    expect(toLogin('한'.repeat(LIMITS.loginLength))).not.toBeNull()
    expect(toLogin('한'.repeat(LIMITS.loginLength + 1))).toBeNull()
  })
})

describe('a password of an account', () => {
  const { shortestAccountPassword: shortest, accountPasswordLength: longest } = LIMITS

  it.each([
    ['열려라 참깨 열려라', '열려라 참깨 열려라'],
    ['열려라 참깨 열려라'.normalize('NFD'), '열려라 참깨 열려라'],
    ['  spaces at the ends  ', '  spaces at the ends  '],
  ])('[TX8] %j is compared as %j', (raw, compared) => {
    expect(toAccountPassword(raw)).toBe(compared)
  })

  it.each(['한', '👨‍👩‍👧‍👦', 'x'])(
    '[TX8] has from %j the shortest to the longest, and neither one less nor one more',
    (one) => {
      const outcomes = [shortest - 1, shortest, longest, longest + 1].map(
        (length) => toAccountPassword(one.repeat(length)) !== null,
      )
      expect(outcomes).toEqual([false, true, true, false])
    },
  )

  it.each(['12345678\0', '12345678\uD800', `12345678${'\u0301'.repeat(31)}`])('[TX8] %j can be none', (raw) =>
    expect(toAccountPassword(raw)).toBeNull(),
  )
})
