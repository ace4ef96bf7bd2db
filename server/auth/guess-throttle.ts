// Slows down whoever guesses passwords: each network, or whatever else guesses are counted by, may be wrong a few times, and
// then only now and again.
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { NetworkBuckets } from '../limits/network-buckets.ts'

export interface GuessThrottle {
  /** Refuses TOO_FAST while the address has no try left, whether it is right this time or not. */
  assertMayTry(address: string): void
  /** Takes one try from the address. */
  wasWrong(address: string): void
}

/** `now` in milliseconds. What is no address counts as itself alone; it must not look like one. */
export function createGuessThrottle(now: () => number): GuessThrottle {
  const tries = new NetworkBuckets(LIMITS.passwordTries)
  return {
    assertMayTry: (address) => {
      const retryAfter = tries.wait(address, now())
      if (retryAfter > 0) throw new Refusal('TOO_FAST', undefined, { retryAfter })
    },
    wasWrong: (address) => tries.take(address, now()),
  }
}
