import { describe, expect, it } from 'vitest'
import { TokenBucket } from '../../../server/limits/token-bucket.ts'

/** Five at once, then one every 100 ms. */
const bucket = () => new TokenBucket({ perSecond: 10, burst: 5 })

function takeAll(tokens: TokenBucket, now: number): number {
  let taken = 0
  for (; tokens.wait(now) === 0; taken += 1) tokens.take(now)
  return taken
}

describe('a token bucket', () => {
  it('gives its burst at once, and then one an interval', () => {
    const tokens = bucket()
    expect(takeAll(tokens, 1_000)).toBe(5)
    expect(tokens.wait(1_000)).toBe(100)
    expect(tokens.wait(1_099)).toBe(1)
    expect(takeAll(tokens, 1_100)).toBe(1)
    expect(takeAll(tokens, 1_350)).toBe(2)
  })

  it('is full after a pause, and holds no more than that', () => {
    const tokens = bucket()
    expect(tokens.isFull(0)).toBe(true)
    takeAll(tokens, 0)
    expect(tokens.isFull(499)).toBe(false)
    expect(tokens.isFull(500)).toBe(true)
    expect(takeAll(tokens, 60_000)).toBe(5)
  })

  it('lends a token, and the next comes one later', () => {
    const tokens = bucket()
    takeAll(tokens, 0)
    expect(tokens.debt(0)).toBe(0)
    tokens.take(0)
    expect([tokens.debt(0), tokens.wait(0)]).toEqual([100, 200])
  })

  it('lends no more than it holds, also where the clock was set back', () => {
    const tokens = bucket()
    for (let taken = 0; taken < 100; taken += 1) tokens.take(1_000_000)
    expect(tokens.debt(1_000_000)).toBe(500)
    expect(tokens.wait(0)).toBe(600)
  })
})
