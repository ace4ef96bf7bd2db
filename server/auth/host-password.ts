// Checks the password of a host that has one, in constant time and no faster than a guesser deserves.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { createGuessThrottle } from './guess-throttle.ts'

/** UTF-16 units that one character of a password may have as it is typed, letters and marks apart. */
const UNITS_PER_CHARACTER = 4

export interface HostPassword {
  /** Refuses WRONG_PASSWORD, and TOO_FAST for an address that was wrong too often. `given` null: none was given. */
  check(given: string | null, address: string): void
}

/** `password` null: the host has none, and whatever is given is right. `now` in milliseconds. */
export function createHostPassword(password: string | null, now: () => number): HostPassword {
  if (password === null) return { check: () => undefined }
  const throttle = createGuessThrottle(now)
  const digest = createDigest()
  const expected = digest(password)
  return {
    check: (given, address) => {
      throttle.assertMayTry(address)
      if (given !== null && canBeOne(given) && timingSafeEqual(digest(given), expected)) return
      // A client that asks first whether a password is needed has guessed nothing.
      if (given !== null) throttle.wasWrong(address)
      throw new Refusal('WRONG_PASSWORD')
    },
  }
}

/** To normalise a text takes time: one that is too long for a password is not looked at further. */
function canBeOne(text: string): boolean {
  return text.length <= LIMITS.passwordLength * UNITS_PER_CHARACTER
}

/** Digests are of one length whatever was typed, and keyed afresh, so that comparing them tells nothing about the password. */
function createDigest(): (text: string) => Buffer {
  const key = randomBytes(32)
  return (text) => createHmac('sha256', key).update(text.normalize('NFC')).digest()
}
