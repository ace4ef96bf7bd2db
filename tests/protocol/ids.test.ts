// Identifiers as they come over the wire.
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { NonceSchema, SeqSchema, isUserId, toRoomId, toSeq } from '../../protocol/ids.ts'

describe('a room’s id', () => {
  it.each(['a', 'A-z_9', 'x'.repeat(64)])('may be %s', (text) => {
    expect(toRoomId(text)).toBe(text)
  })

  it.each(['', 'x'.repeat(65), 'a/b', 'a b', '가', 'a\n', '..', 'a%2f'])('may not be %j', (text) => {
    expect(toRoomId(text)).toBeNull()
  })
})

describe('a person’s id', () => {
  it.each([
    ['2f1c9f0e-4b7a-4c39-9a51-6d0c5b1f7a10', true],
    ['하늘', false],
    ['', false],
  ])('%j: %s', (text, can) => {
    expect(isUserId(text)).toBe(can)
  })
})

describe('a seq', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    [`${Number.MAX_SAFE_INTEGER}`, Number.MAX_SAFE_INTEGER],
  ])('is read from %s', (text, value) => {
    expect(toSeq(text)).toBe(value)
  })

  it.each(['', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '٣', '9007199254740992', '9'.repeat(17)])(
    'is not read from %j',
    (text) => {
      expect(toSeq(text)).toBeNull()
    },
  )

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, '1', null])('is not %j in JSON', (value) => {
    expect(Value.Check(SeqSchema, value)).toBe(false)
  })
})

describe('a nonce', () => {
  it('[CH1] of a client can never be that of a notice', () => {
    expect(Value.Check(NonceSchema, 'enter:1')).toBe(false)
  })
})
