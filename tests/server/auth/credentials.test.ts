import { describe, expect, it } from 'vitest'
import { bearerOf } from '../../../server/auth/credentials.ts'

describe('the bearer token', () => {
  it.each([
    [null, null, null],
    ['Bearer abc.def', null, 'abc.def'],
    ['bearer   abc', null, 'abc'],
    ['Bearer ', null, null],
    ['Bearer a b', null, null],
    ['Bearerabc', null, null],
    ['Basic abc', null, null],
    ['', null, null],
    [null, 'abc', 'abc'],
    [null, ' abc ', 'abc'],
    [null, ' ', null],
    ['Bearer abc', 'def', 'abc'],
    ['Basic abc', 'def', null],
  ])('of Authorization %j and X-AUTH-TOKEN %j is %j', (authorization, authToken, expected) => {
    expect(bearerOf(authorization, authToken)).toBe(expected)
  })
})
