// What an exchange or a revocation makes of a family of refresh tokens: the same in every adapter, which only keeps it.
import type { Nonce } from '../../protocol/ids.ts'
import type { Exchange, Exchanged } from './token-families.ts'

/** A family as it is kept. `generation`: of its newest token, which the exchange `nonce` made. `revokedAt`: null where it is good. */
export interface KeptFamily {
  family: string
  generation: number
  nonce: Nonce | null
  revokedAt: number | null
  until: number
}

/** `known` null: nothing was kept of it. The answer's `family` is to be kept, before anything else asks for it. */
export function exchangeStep(
  known: KeptFamily | null,
  { family, generation, nonce, at, until }: Exchange,
): { outcome: Exchanged; family: KeptFamily } {
  if (known !== null && known.revokedAt !== null) return { outcome: 'revoked', family: known }
  // Further than what is kept is one whose exchange was lost, with the computer or since a backup: it was signed here.
  if (known === null || generation >= known.generation)
    return {
      outcome: 'exchanged',
      family: { family, generation: generation + 1, nonce, revokedAt: null, until },
    }
  const isSame = generation + 1 === known.generation && nonce !== null && nonce === known.nonce
  if (isSame) return { outcome: 'exchanged', family: known }
  return { outcome: 'reused', family: { ...known, revokedAt: at } }
}

/** The first revocation of a family stands. */
export function revokeStep(
  known: KeptFamily | null,
  family: string,
  { at, until }: { at: number; until: number },
): KeptFamily {
  const { generation = 0, nonce = null, revokedAt = null } = known ?? {}
  return { family, generation, nonce, revokedAt: revokedAt ?? at, until: Math.max(known?.until ?? 0, until) }
}
