// What all sessions of a server share and are given: who may come in, where frames lead, limits and figures.
import type { User } from '../../protocol/rest.ts'
import type { Router } from '../routes/router.ts'
import type { FrameLimits } from '../stomp/decoder.ts'
import type { Headers } from '../stomp/frame.ts'
import type { Access } from './access.ts'
import type { CommandRate } from './command-rate.ts'
import type { IntakeLimits } from './intake.ts'
import type { Admitted } from './pass.ts'
import type { Turns } from './turns.ts'

export interface SessionLimits extends FrameLimits, IntakeLimits {
  subscriptionsPerSession: number
  subscriptionIdBytes: number
  /** The most that a client may set as `prefetch-count`, and what holds where it sets none. */
  prefetch: number
  defaultPrefetch: number
  transactionsPerSession: number
  transactionIdBytes: number
  transactionFrames: number
  transactionBytes: number
  connectTimeout: number
  outboxBytes: number
  heldBytes: number
  subscriptionsPerDestination: number
  replayPatience: number
  heartBeatFloor: number
}

/** Running totals since the start, for the metrics. */
export interface SessionCounts {
  framesIn: number
  refusals: number
  errors: number
}

/** How somebody has come in: from which address, by which door (see `Wire`). */
export interface Way {
  readonly address: string
  readonly door: string | null
}

export interface SessionContext {
  router: Router
  access: Access
  limits: SessionLimits
  counts: SessionCounts
  /** The `server` header of CONNECTED: name/version. */
  server: string
  /** Milliseconds of a clock that nobody sets: the time of day may leap, and everybody would be found silent. */
  now: () => number
  turns: Turns
  /** How fast a client from this address may be; null where the limits of rate do not hold for it. */
  rateOf: (address: string) => CommandRate | null
  /** The person behind a CONNECT. Rejects with a Refusal, which ends the connection with an ERROR. */
  authenticate(headers: Headers, way: Way): Promise<Admitted>
  /** What `person` shows to stay. Rejects with a Refusal where it is not good, or another person's. */
  present(person: User, headers: Headers, body: Buffer): Promise<Admitted>
  /** A connection of `person` began or ended; never rejects. */
  appeared(person: User): Promise<void>
  vanished(person: User): Promise<void>
  /** Something failed that is not the client's doing. */
  reportFailure(error: unknown): void
}
