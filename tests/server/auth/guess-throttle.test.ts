import { describe, expect, it } from 'vitest'
import { TooFast, createGuessThrottle } from '../../../server/auth/guess-throttle.ts'

/** How many wrong tries in a row are heard, and how long the next must wait in seconds. */
function guess(throttle: ReturnType<typeof createGuessThrottle>, address: string) {
  for (let heard = 0; heard < 1_000; heard++) {
    try {
      throttle.assertMayTry(address)
    } catch (error) {
      if (error instanceof TooFast) return { heard, wait: error.retryAfter }
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

  it.each([
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['fe80::1%eth0', 'fe80::2%eth1', true],
  ])('%s and %s share a count: %s', (one, other, shared) => {
    const throttle = createGuessThrottle(() => 1)
    guess(throttle, one)
    expect(guess(throttle, other).heard).toBe(shared ? 0 : 8)
  })

  it('remembers a bounded number of addresses, the latest ones', () => {
    const throttle = createGuessThrottle(() => 1)
    const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`
    guess(throttle, address(0))
    guess(throttle, address(1))
    for (let i = 2; i <= 10_000; i++) throttle.wasWrong(address(i))
    expect(guess(throttle, address(1)).heard).toBe(0)
    expect(guess(throttle, address(0)).heard).toBe(8)
  })
})
