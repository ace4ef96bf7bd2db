// Decides whether one more connection is let in: how many there may be, in all and of one network, and how fast they may come.
import { Refusal, type ErrorCode } from '../../protocol/errors.ts'
import { NetworkBuckets } from '../limits/network-buckets.ts'
import { networkOf } from '../limits/network.ts'
import type { Rate } from '../limits/token-bucket.ts'

/** Milliseconds after which somebody may ask again who found no place: nobody knows when one will be free. */
const ASK_AGAIN = 5_000

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
   * TOO_MANY_CONNECTIONS and TOO_FAST, with the time after which to come again.
   */
  admit(address: string): () => void
  /** How many were refused since the start. */
  readonly refused: number
}

export function createAdmission({ limits, limited, now }: AdmissionOptions): Admission {
  const places = createPlaces(limits)
  const rate = new NetworkBuckets(limits.connectRate)
  let refused = 0

  const check = (address: string): void => {
    places.check(address, limited(address))
    const wait = limited(address) ? rate.wait(address, now()) : 0
    if (wait > 0) throw refusal('TOO_FAST', wait)
  }
  return {
    admit: (address) => {
      try {
        check(address)
      } catch (error) {
        refused += 1
        throw error
      }
      if (limited(address)) rate.take(address, now())
      return places.take(address)
    },
    get refused() {
      return refused
    },
  }
}

/** The places that are taken, in all and by each network. */
function createPlaces({ connections, connectionsPerAddress }: AdmissionLimits) {
  const taken = new Map<string, number>()
  let all = 0
  const count = (network: string, change: 1 | -1): void => {
    all += change
    const left = (taken.get(network) ?? 0) + change
    if (left === 0) taken.delete(network)
    else taken.set(network, left)
  }
  return {
    check: (address: string, limited: boolean): void => {
      if (all >= connections) throw refusal('TOO_MANY_CONNECTIONS', ASK_AGAIN)
      const full = limited && (taken.get(networkOf(address)) ?? 0) >= connectionsPerAddress
      if (full) throw refusal('TOO_MANY_CONNECTIONS', ASK_AGAIN)
    },
    take: (address: string): (() => void) => {
      const network = networkOf(address)
      count(network, 1)
      let held = true
      return () => {
        if (held) count(network, -1)
        held = false
      }
    },
  }
}

function refusal(code: ErrorCode, retryAfter: number): Refusal {
  return new Refusal(code, undefined, { retryAfter })
}
