// The port to what is known of families of refresh tokens: each sign-in begins one, each refresh puts the next token in the
// place of the last. A family is only known here once it was refreshed or revoked.
import type { Nonce } from '../../protocol/ids.ts'

/** A refresh token's place: `generation` counts the refreshes since the sign-in, from 0. */
export interface FamilyMember {
  family: string
  generation: number
}

/**
 * A refresh token that is to be exchanged. `nonce`: names this exchange where its client may ask for it again, as it heard no
 * answer; null where it will not. `at`: now, `until`: when the token that takes its place has ended; both ms since 1970.
 */
export interface Exchange extends FamilyMember {
  nonce: Nonce | null
  at: number
  until: number
}

/**
 * `exchanged`: the token of the next generation stands. `reused`: the token was exchanged before by somebody else; now its
 * family is revoked. `revoked`: its family was revoked before.
 */
export type Exchanged = 'exchanged' | 'reused' | 'revoked'

/** Methods reject for an outage of the store, with Refusal UNAVAILABLE. What resolved is durable. */
export interface TokenFamilies {
  /**
   * Exchanges the token, once: of several who exchange it at the same time one does. The same nonce as the exchange that made
   * the newest token is that exchange again. A family that is not known is believed: its tokens are signed.
   */
  exchange(exchange: Exchange): Promise<Exchanged>
  /** Revokes the family for good. Its last token has ended at `until`, where the store knows of none that ends later. */
  revoke(family: string, when: { at: number; until: number }): Promise<void>
  /** The families that were revoked at that time or later, ms since 1970, earliest first. */
  revokedSince(at: number): Promise<{ family: string; at: number }[]>
  /** Forgets the families whose last token has ended by then. */
  forgetEnded(now: number): Promise<void>
  /** Ends its use. A database or connection that was given to the adapter stays open for whoever opened it. */
  close(): Promise<void>
}
