import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { createGuessThrottle } from '../../../server/auth/guess-throttle.ts'

/** How many wrong tries in a row are heard, and how long the next must wait, in seconds. */
function guess(throttle: ReturnType<typeof createGuessThrottle>, address: string) {
  for (let heard = 0; heard < 1_000; heard++) {
    try {
      throttle.assertMayTry(address)
    } catch (error) {
      if (error instanceof Refusal) return { heard, wait: error.retryAfterSeconds }
      throw error
    }
    throttle.wasWrong(address)
  }
  return { heard: Infinity, wait: 0 }
}

describe('the throttle', () => {
  it('hears eight wrong tries at once, then one every ten seconds', () => {
    let now = 1_000_000
    const throttle = createGuessThrottle(() => now)
    expect(guess(throttle, '10.0.0.1')).toEqual({ heard: 8, wait: 10 })
    now += 3_500
    expect(guess(throttle, '10.0.0.1')).toEqual({ heard: 0, wait: 7 })
    now += 6_500
    expect(guess(throttle, '10.0.0.1')).toEqual({ heard: 1, wait: 10 })
    now += 80_000
    expect(guess(throttle, '10.0.0.1')).toEqual({ heard: 8, wait: 10 })
  })
})
