// How fast one client's commands are taken. SENDs too many are refused with the time to try again; what cannot be refused
// without doing half of something is taken, and the client's bytes then wait on the network until it is paid for.
import { NetworkBuckets } from '../limits/network-buckets.ts'
import { TokenBucket, type Rate } from '../limits/token-bucket.ts'
import type { Frame } from '../stomp/frame.ts'

export interface CommandRateLimits {
  /** Commands of one session. */
  commandRate: Rate
  /** Commands of all sessions of one network. */
  commandRatePerAddress: Rate
  /** Refusals of one session, whatever for: past it the session is slowed down. */
  refusalRate: Rate
}

/** The clocks of one network's sessions run together: they share its tokens. Times are milliseconds. */
export class CommandRate {
  readonly #own: TokenBucket
  readonly #refusals: TokenBucket
  readonly #networks: NetworkBuckets
  readonly #address: string

  constructor(limits: CommandRateLimits, networks: NetworkBuckets, address: string) {
    this.#own = new TokenBucket(limits.commandRate)
    this.#refusals = new TokenBucket(limits.refusalRate)
    this.#networks = networks
    this.#address = address
  }

  /** Counts a frame, and its refusal. 0: it is taken; otherwise it is to be refused, and may be sent again after so long. */
  take(frame: Frame, now: number): number {
    if (isFree(frame)) return 0
    const wait = Math.max(this.#own.wait(now), this.#networks.wait(this.#address, now))
    if (wait > 0 && isRefusable(frame)) {
      this.refused(now)
      return wait
    }
    this.#own.take(now)
    this.#networks.take(this.#address, now)
    return 0
  }

  /** Counts a refusal for another reason. */
  refused(now: number): void {
    this.#refusals.take(now)
  }

  /** How long nothing more should be read of the client; 0 where it may go on. */
  pause(now: number): number {
    return Math.max(this.#refusals.wait(now), this.#own.debt(now), this.#networks.debt(this.#address, now))
  }
}

/**
 * What costs no token. CONNECT and DISCONNECT come once; an acknowledgement comes once for each message that was sent, and one
 * for none is a refusal, which counts as that.
 */
function isFree({ command }: Frame): boolean {
  switch (command) {
    case 'CONNECT':
    case 'STOMP':
    case 'DISCONNECT':
    case 'ACK':
    case 'NACK':
      return true
    default:
      return false
  }
}

/** A transaction without one of its SENDs would be half of what was meant, and so would a COMMIT that is not heard. */
function isRefusable({ command, headers }: Frame): boolean {
  return command === 'SEND' && !headers.has('transaction')
}

/** Gives each session its rate; null for an address for which the limits do not hold. */
export function createCommandRates(
  limits: CommandRateLimits,
  limited: (address: string) => boolean,
): (address: string) => CommandRate | null {
  const networks = new NetworkBuckets(limits.commandRatePerAddress)
  return (address) => (limited(address) ? new CommandRate(limits, networks, address) : null)
}
