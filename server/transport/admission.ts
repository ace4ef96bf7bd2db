// Decides whether one more connection is let in: how many there may be, in all and of one network, and how fast they may come.
import { Refusal } from '../../protocol/errors.ts'
import { NetworkBuckets } from '../limits/network-buckets.ts'
import { ASK_AGAIN, Places } from '../limits/places.ts'
import type { Rate } from '../limits/token-bucket.ts'

export interface AdmissionLimits {
  connections: number
  connectionsPerAddress: number
  connectRate: Rate
}

export interface AdmissionOptions {
  limits: AdmissionLimits
  /** Whether the limits of one address hold for this one. The limit of all connections holds for everybody. */
  limited: (address: string) => boolean
  /** Milliseconds. */
  now: () => number
}

/** What the transports ask before they begin a session. */
export interface Admission {
  /**
   * Takes a place for a connection from this address, which the answer gives back; to call it again does nothing. Refuses
   * TOO_MANY_CONNECTIONS and TOO_FAST, with the time after which to come again, and SHUTTING_DOWN when it is closed.
   */
  admit(address: string): () => void
  /** Nobody is let in any more. Who is in stays. */
  close(): void
  /** How many were refused since the start. */
  readonly refused: number
}

export function createAdmission({ limits, limited, now }: AdmissionOptions): Admission {
  const places = new Places({ all: limits.connections, perNetwork: limits.connectionsPerAddress, limited })
  const rate = new NetworkBuckets(limits.connectRate)
  let [refused, isClosed] = [0, false]

  const refusalOf = (address: string): Refusal | null => {
    if (isClosed) return new Refusal('SHUTTING_DOWN')
    if (!places.isFree(address))
      return new Refusal('TOO_MANY_CONNECTIONS', undefined, { retryAfter: ASK_AGAIN })
    const retryAfter = limited(address) ? rate.wait(address, now()) : 0
    return retryAfter > 0 ? new Refusal('TOO_FAST', undefined, { retryAfter }) : null
  }
  return {
    admit: (address) => {
      const refusal = refusalOf(address)
      if (refusal !== null) {
        refused += 1
        throw refusal
      }
      if (limited(address)) rate.take(address, now())
      return places.take(address)
    },
    close: () => {
      isClosed = true
    },
    get refused() {
      return refused
    },
  }
}
