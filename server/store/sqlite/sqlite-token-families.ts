// The families of refresh tokens in SQLite.
import type { Statement } from 'better-sqlite3'
import { exchangeStep, revokeStep, type KeptFamily } from '../family-step.ts'
import type { Exchange, Exchanged, TokenFamilies } from '../token-families.ts'
import { onceFree } from './busy.ts'
import type { Database } from './database.ts'
import { orUnavailable } from './outage.ts'

const FIND =
  'SELECT family, generation, nonce, revoked_at AS revokedAt, until FROM token_families WHERE family = ?'

const KEEP = `
  INSERT INTO token_families (family, generation, nonce, revoked_at, until)
  VALUES (@family, @generation, @nonce, @revokedAt, @until)
  ON CONFLICT (family) DO UPDATE SET
    generation = excluded.generation, nonce = excluded.nonce, revoked_at = excluded.revoked_at, until = excluded.until`

const REVOKED = `
  SELECT family, revoked_at AS at FROM token_families WHERE revoked_at >= ? ORDER BY revoked_at`

/**
 * What it has answered for survives as the database's durability says. What is found is kept changed in the same turn, and no
 * other process writes there.
 */
export class SqliteTokenFamilies implements TokenFamilies {
  readonly #find: Statement<[string], KeptFamily>
  readonly #keep: Statement<[KeptFamily]>
  readonly #revoked: Statement<[number], { family: string; at: number }>
  readonly #forget: Statement<[number]>

  constructor({ connection }: Database) {
    this.#find = connection.prepare(FIND)
    this.#keep = connection.prepare(KEEP)
    this.#revoked = connection.prepare(REVOKED)
    this.#forget = connection.prepare('DELETE FROM token_families WHERE until <= ?')
  }

  exchange(exchange: Exchange): Promise<Exchanged> {
    return onceFree(() => {
      const { outcome, family } = exchangeStep(this.#known(exchange.family), exchange)
      this.#keep.run(family)
      return outcome
    })
  }

  async revoke(family: string, when: { at: number; until: number }): Promise<void> {
    await onceFree(() => this.#keep.run(revokeStep(this.#known(family), family, when)))
  }

  async revokedSince(at: number): Promise<{ family: string; at: number }[]> {
    return orUnavailable(() => this.#revoked.all(at))
  }

  async forgetEnded(now: number): Promise<void> {
    await onceFree(() => this.#forget.run(now))
  }

  async close(): Promise<void> {}

  #known(family: string): KeptFamily | null {
    return this.#find.get(family) ?? null
  }
}
