// The families of refresh tokens in Redis: each in a slot of its own, and an index of those that were revoked, by when.
import type { Exchange, Exchanged, TokenFamilies } from '../token-families.ts'
import { Refusal } from '../../../protocol/errors.ts'
import { digits } from './digits.ts'
import { familyScripts, type FamilyScripts } from './family-scripts.ts'
import { revokedFamilies, revokedHint } from './hint-keys.ts'
import { Hints, past } from './hints.ts'
import type { RedisLink } from './link.ts'
import { answersTo } from './many-questions.ts'

/** Families that are looked at together for those that have ended. */
const PAGE = 500

interface Revoked {
  family: string
  at: number
}

/**
 * For any number of nodes on one Redis. What it has answered for survives as that Redis keeps it. A family that was never
 * revoked is forgotten by Redis, as long after its last exchange as that one's token lasts.
 */
export class RedisTokenFamilies implements TokenFamilies {
  readonly #link: RedisLink
  readonly #hints: Hints
  readonly #scripts: FamilyScripts

  constructor(link: RedisLink) {
    this.#link = link
    this.#hints = new Hints(link)
    this.#scripts = familyScripts(link)
  }

  async exchange({ family, generation, nonce, at, until }: Exchange): Promise<Exchanged> {
    const args = [generation, nonce ?? '', at, until]
    const outcome = (await this.#scripts.exchange([this.#link.keys.family(family)], args)) as Exchanged
    if (outcome !== 'reused') return outcome
    return (await this.#revoke(family, at, '')) ? 'reused' : 'revoked'
  }

  async revoke(family: string, { at, until }: { at: number; until: number }): Promise<void> {
    await this.#revoke(family, at, until)
  }

  revokedSince(at: number): Promise<Revoked[]> {
    const page = { from: digits(at), limit: null }
    return this.#hints.verified(this.#index, (hints) => this.#revocations(hints.map(revokedOf)), page)
  }

  async forgetEnded(now: number): Promise<void> {
    let from: string | null = null
    do from = await this.#forgetPage(from, now)
    while (from !== null)
  }

  async close(): Promise<void> {}

  /** Whether it was revoked by this call. */
  async #revoke(family: string, at: number, until: number | ''): Promise<boolean> {
    const stamp = await this.#hints.announce(this.#index, revokedHint(family, at))
    const answer = await this.#scripts.revoke([this.#link.keys.family(family)], [stamp, at, until])
    if (answer === 'LATE') throw new Refusal('UNAVAILABLE')
    return answer === 'YES'
  }

  /** Each null where it is not the one that stands. */
  async #revocations(revoked: readonly Revoked[]): Promise<(Revoked | null)[]> {
    const { keys } = this.#link
    const asked = revoked.map(({ family }) => ['hget', keys.family(family), 'revokedAt'] as const)
    const since = await answersTo(this.#link, asked)
    return revoked.map((each, nth) => (since[nth] !== null && Number(since[nth]) === each.at ? each : null))
  }

  /** Where the next page begins. Null where there is none, or nothing in it to forget: this one is older, and had nothing. */
  async #forgetPage(from: string | null, now: number): Promise<string | null> {
    const { what, at } = await this.#hints.read(this.#index, { from, limit: PAGE })
    const revoked = what.map(revokedOf)
    await Promise.all(
      revoked.map(({ family }) => this.#scripts.forget([this.#link.keys.family(family)], [now])),
    )
    const left = await this.#revocations(revoked)
    const gone = what.filter((_, nth) => left[nth] === null)
    this.#hints.forget(this.#index, gone, at)
    const last = what.at(-1)
    return last === undefined || what.length < PAGE || gone.length === 0 ? null : past(last)
  }

  get #index(): string {
    return revokedFamilies(this.#link.keys)
  }
}

function revokedOf(hint: string): Revoked {
  const space = hint.indexOf(' ')
  return { at: Number(hint.slice(0, space)), family: hint.slice(space + 1) }
}
