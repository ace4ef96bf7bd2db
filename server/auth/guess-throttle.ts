// Slows down whoever guesses passwords: each address may be wrong a few times, and then only now and again.
import { isIPv6 } from 'node:net'
import { Refusal } from '../../protocol/errors.ts'

/** Wrong tries that an address may make at once, and how long it takes to get one of them back. */
const BURST = 8
const REFILL = 10_000

/** Addresses remembered; beyond it the one that was wrong longest ago is forgotten. */
const MAX_ADDRESSES = 10_000

/** TOO_FAST, and after how many seconds a try will be heard again. */
export class TooFast extends Refusal {
  readonly retryAfter: number
  constructor(retryAfter: number) {
    super('TOO_FAST')
    this.retryAfter = retryAfter
  }
}

export interface GuessThrottle {
  /** Refuses TOO_FAST while the address has no try left, whether it is right this time or not. */
  assertMayTry(address: string): void
  /** Takes one try from the address. */
  wasWrong(address: string): void
}

/** Token buckets, one an address, kept only for those that were wrong and have not got all their tries back. */
export function createGuessThrottle(now: () => number): GuessThrottle {
  /** For each network the moment at which its bucket is full again. Map order is the order of their latest wrong try. */
  const fullAt = new Map<string, number>()

  return {
    assertMayTry: (address) => {
      const owed = (fullAt.get(networkOf(address)) ?? 0) - now()
      const wait = owed - (BURST - 1) * REFILL
      if (wait > 0) throw new TooFast(Math.ceil(wait / 1000))
    },
    wasWrong: (address) => {
      const network = networkOf(address)
      const next = Math.max(fullAt.get(network) ?? 0, now()) + REFILL
      fullAt.delete(network)
      fullAt.set(network, next)
      forget(fullAt, now())
    },
  }
}

/** Drops from the oldest end those whose buckets are full again, and whoever is one too many. */
function forget(fullAt: Map<string, number>, now: number): void {
  for (const [network, at] of fullAt) {
    if (at > now && fullAt.size <= MAX_ADDRESSES) return
    fullAt.delete(network)
  }
}

/** One household has one IPv4 address, but a whole /64 of IPv6 ones (RFC 6177 §2): they share a bucket. */
function networkOf(address: string): string {
  const mapped = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  return isIPv6(mapped) ? firstGroups(mapped) : mapped
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right].slice(0, 4).join(':')
}
