// Slows down whoever guesses logins: of each network, and for each login from wherever the guesses come.
import { createHash } from 'node:crypto'
import type { Login } from '../../protocol/ids.ts'
import { createGuessThrottle } from './guess-throttle.ts'

export interface LoginThrottle {
  /** Refuses TOO_FAST while the address or the login has no try left. Null: a login that nobody can have. */
  assertMayTry(login: Login | null, address: string): void
  /** Takes one try from both. */
  wasWrong(login: Login | null, address: string): void
}

/** `now` in milliseconds. A login is counted whether there is such an account or not: the count tells nobody. */
export function createLoginThrottle(now: () => number): LoginThrottle {
  const [networks, logins] = [createGuessThrottle(now), createGuessThrottle(now)]
  return {
    assertMayTry: (login, address) => {
      networks.assertMayTry(address)
      if (login !== null) logins.assertMayTry(keyOf(login))
    },
    wasWrong: (login, address) => {
      networks.wasWrong(address)
      if (login !== null) logins.wasWrong(keyOf(login))
    },
  }
}

/** Of one length, and never like an address, of which many would count as one network. */
function keyOf(login: Login): string {
  return createHash('sha256').update(login).digest('hex')
}
