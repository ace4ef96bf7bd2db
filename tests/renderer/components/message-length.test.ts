import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { charactersLeft } from '../../../renderer/components/message-length.ts'

describe('charactersLeft', () => {
  test('says nothing while the end is far', () => {
    expect(charactersLeft('')).toBeNull()
    expect(charactersLeft('가'.repeat(LIMITS.messageLength - 200))).toBeNull()
  })

  test('counts down to the limit and beyond it', () => {
    expect(charactersLeft('가'.repeat(LIMITS.messageLength - 10))).toBe(10)
    expect(charactersLeft('가'.repeat(LIMITS.messageLength))).toBe(0)
    expect(charactersLeft('가'.repeat(LIMITS.messageLength + 3))).toBe(-3)
  })

  test('counts what a reader would call characters', () => {
    expect(charactersLeft('👍🏽'.repeat(LIMITS.messageLength))).toBe(0)
  })

  test('refuses what would not fit into one frame, however few characters it has', () => {
    expect(charactersLeft('👨‍👩‍👧‍👦'.repeat(LIMITS.messageLength - 1))).toBe(-1)
  })
})
