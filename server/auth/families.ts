// Which sign-ins are still good: refresh tokens are exchanged once, and whoever's is used twice is signed out with all its tokens.
import { Refusal } from '../../protocol/errors.ts'
import type { Nonce } from '../../protocol/ids.ts'
import type { Revocation, Signals } from '../store/signals.ts'
import type { FamilyMember, TokenFamilies } from '../store/token-families.ts'
import { TOKEN_LIFE } from './tokens.ts'

/** Milliseconds between two times that the store forgets what has ended. */
const TIDY = 60 * 60_000
/** Milliseconds until the store is asked again what was revoked, where it could not be asked. */
const RETRY = 1_000

export interface FamiliesParts {
  store: TokenFamilies
  /** By which all nodes hear of what one has revoked. */
  signals: Pick<Signals, 'publishRevoked' | 'followRevoked'>
  /** Milliseconds since 1970. */
  now: () => number
}

/**
 * The families that were revoked, on any node, within the life of an access token are remembered, and no others: of those every access token
 * has ended, and a refresh token is asked of the store. So nothing is looked up where a token is checked.
 */
export class Families {
  readonly #store: TokenFamilies
  readonly #signals: FamiliesParts['signals']
  readonly #now: () => number
  /** When they were revoked, earliest first. */
  readonly #revoked = new Map<string, number>()
  readonly #listeners: ((family: string) => void)[] = []
  #tidied = -Infinity
  #retry: NodeJS.Timeout | null = null

  /** What was revoked before is known once it is loaded. */
  constructor({ store, signals, now }: FamiliesParts) {
    this.#store = store
    this.#signals = signals
    this.#now = now
  }

  /** To be called before the first token is checked. Rejects for an outage of the store. */
  async load(): Promise<void> {
    await this.#signals.followRevoked((revocation) => this.#hear(revocation))
    await this.#learn()
  }

  /** Calls back for every family that is revoked from now on, on any node, once. */
  onRevoked(listener: (family: string) => void): void {
    this.#listeners.push(listener)
  }

  /** Refuses TOKEN_REVOKED to an access token of a family that was revoked. */
  assertGood(family: string): void {
    if (this.#revoked.has(family)) throw new Refusal('TOKEN_REVOKED')
  }

  /**
   * The member that takes the place of this one, for good when it resolves. Refuses TOKEN_REVOKED where the family was revoked,
   * or is now, because this member was used before; with the same nonce the last exchange is repeated instead.
   */
  async exchange({ family, generation }: FamilyMember, nonce: Nonce | null): Promise<FamilyMember> {
    const at = this.#now()
    await this.#tidy(at)
    const outcome = await this.#store.exchange({ family, generation, nonce, at, until: endOf(at) })
    if (outcome === 'reused') this.#tell(family, at)
    if (outcome !== 'exchanged') throw new Refusal('TOKEN_REVOKED')
    return { family, generation: generation + 1 }
  }

  /** No token of the family is good from now on. */
  async revoke(family: string): Promise<void> {
    const at = this.#now()
    await this.#store.revoke(family, { at, until: endOf(at) })
    this.#tell(family, at)
  }

  /** Learns nothing more. The store stays open for whoever opened it. */
  close(): void {
    if (this.#retry !== null) clearTimeout(this.#retry)
  }

  /** On this node at once, on the others soon. */
  #tell(family: string, at: number): void {
    this.#forgo(family, at)
    this.#signals.publishRevoked({ family, at })
  }

  #hear(revocation: Revocation | null): void {
    if (revocation !== null) this.#forgo(revocation.family, revocation.at)
    else this.#learnSoon(0)
  }

  /** Some may have been missed. It is asked until there is an answer, as tokens are believed meanwhile. */
  #learnSoon(delay: number): void {
    if (this.#retry !== null) return
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#learn().catch(() => this.#learnSoon(RETRY))
    }, delay).unref()
  }

  async #learn(): Promise<void> {
    const revoked = await this.#store.revokedSince(this.#now() - TOKEN_LIFE.access)
    for (const { family, at } of revoked) this.#forgo(family, at)
  }

  #forgo(family: string, at: number): void {
    if (this.#revoked.has(family)) return
    for (const [other, then] of this.#revoked) {
      if (then > at - TOKEN_LIFE.access) break
      this.#revoked.delete(other)
    }
    this.#revoked.set(family, at)
    for (const listener of this.#listeners) listener(family)
  }

  async #tidy(now: number): Promise<void> {
    if (now - this.#tidied < TIDY) return
    this.#tidied = now
    await this.#store.forgetEnded(now)
  }
}

/** When a refresh token that is given out now has ended, ms since 1970. */
function endOf(at: number): number {
  return at + TOKEN_LIFE.refresh
}
