// The families of refresh tokens in memory: gone with the process. For tests.
import { exchangeStep, revokeStep, type KeptFamily } from '../family-step.ts'
import type { Exchange, Exchanged, TokenFamilies } from '../token-families.ts'

/** "Durable" means here: until the process ends. */
export class MemoryTokenFamilies implements TokenFamilies {
  readonly #kept = new Map<string, KeptFamily>()

  async exchange(exchange: Exchange): Promise<Exchanged> {
    const { outcome, family } = exchangeStep(this.#kept.get(exchange.family) ?? null, exchange)
    this.#kept.set(family.family, family)
    return outcome
  }

  async revoke(family: string, when: { at: number; until: number }): Promise<void> {
    this.#kept.set(family, revokeStep(this.#kept.get(family) ?? null, family, when))
  }

  async revokedSince(since: number): Promise<{ family: string; at: number }[]> {
    const revoked = [...this.#kept.values()].flatMap(({ family, revokedAt: at }) =>
      at === null || at < since ? [] : [{ family, at }],
    )
    return revoked.toSorted((one, other) => one.at - other.at)
  }

  async forgetEnded(now: number): Promise<void> {
    for (const { family, until } of this.#kept.values()) if (until <= now) this.#kept.delete(family)
  }

  async close(): Promise<void> {
    this.#kept.clear()
  }
}
