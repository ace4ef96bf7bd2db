// The table of errors: every row can be used on every way out.
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERRORS, Refusal, errorRow } from '../../protocol/errors.ts'

describe.each(ERROR_CODES)('%s', (code) => {
  const row = ERRORS[code]

  it('has a sentence, an HTTP status of a failure and a code that may stand in a close frame', () => {
    expect(row.message).toMatch(/^[\x20-\x7e]+\.$/)
    // A close frame's reason (RFC 6455 §5.5).
    expect(Buffer.byteLength(row.message)).toBeLessThanOrEqual(123)
    expect(row.status).toBeGreaterThanOrEqual(400)
    expect([1001, 1002, 1008, 1009, 1011, 1013]).toContain(row.close)
  })

  it('is found by its name, and a Refusal says its sentence where it has none of its own', () => {
    expect(errorRow(code)).toBe(row)
    expect(new Refusal(code).message).toBe(row.message)
    expect(new Refusal(code, 'Because.').message).toBe('Because.')
  })
})

it.each(['', 'toString', '__proto__', 'NO_SUCH_CODE'])('%j is no code', (code) => {
  expect(errorRow(code)).toBeNull()
})
