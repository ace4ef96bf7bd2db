// What is a length of a body, and what is not.
import { describe, expect, it } from 'vitest'
import { parseContentLength } from '../../../server/stomp/content-length.ts'

describe('parseContentLength', () => {
  it.each([
    ['0', 0],
    ['65536', 65_536],
    ['007', 7],
    [' 12 ', 12],
  ])('[ST13] reads %j', (text, length) => {
    expect(parseContentLength(text)).toBe(length)
  })

  it.each(['', ' ', '-1', '+1', '1.0', '1e3', '0x1', '1 2', '１', 'x'])(
    '[ST13] reads no length in %j',
    (text) => {
      expect(parseContentLength(text)).toBeNull()
    },
  )

  it('[ST13] takes no number that is too large for a small one', () => {
    expect(parseContentLength('9'.repeat(400))).toBe(Infinity)
  })
})
