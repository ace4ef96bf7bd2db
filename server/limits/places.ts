// Places that are taken and given back: how many there are in all, and for one network.
import { networkOf } from './network.ts'

/** Milliseconds after which somebody may ask again who found no place: nobody knows when one will be free. */
export const ASK_AGAIN = 5_000

export interface PlaceLimits {
  all: number
  perNetwork: number
  /** Whether the limit of one network holds for this address. The limit of all holds for everybody. */
  limited: (address: string) => boolean
}

export class Places {
  readonly #limits: PlaceLimits
  readonly #byNetwork = new Map<string, number>()
  #all = 0

  constructor(limits: PlaceLimits) {
    this.#limits = limits
  }

  /** Whether there is one left for this address. */
  isFree(address: string): boolean {
    const { all, perNetwork, limited } = this.#limits
    if (this.#all >= all) return false
    return !limited(address) || (this.#byNetwork.get(networkOf(address)) ?? 0) < perNetwork
  }

  /** Takes one, which the answer gives back; to call it again does nothing. */
  take(address: string): () => void {
    const network = this.#limits.limited(address) ? networkOf(address) : null
    this.#count(network, 1)
    let held = true
    return () => {
      if (held) this.#count(network, -1)
      held = false
    }
  }

  /** `network`: null where its limit does not hold. */
  #count(network: string | null, change: 1 | -1): void {
    this.#all += change
    if (network === null) return
    const left = (this.#byNetwork.get(network) ?? 0) + change
    if (left === 0) this.#byNetwork.delete(network)
    else this.#byNetwork.set(network, left)
  }
}
