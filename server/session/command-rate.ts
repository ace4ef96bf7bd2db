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
  /** Bytes of one session, and of all sessions of one network: past it the session is slowed down. */
  byteRate: Rate
  byteRatePerAddress: Rate
}

interface NetworkRates {
  commands: NetworkBuckets
  bytes: NetworkBuckets
}

/** The clocks of one network's sessions run together: they share its tokens. Times are milliseconds. */
export class CommandRate {
  readonly #own: TokenBucket
  readonly #refusals: TokenBucket
  readonly #bytes: TokenBucket
  readonly #networks: NetworkRates
  readonly #address: string

  constructor(limits: CommandRateLimits, networks: NetworkRates, address: string) {
    this.#own = new TokenBucket(limits.commandRate)
    this.#refusals = new TokenBucket(limits.refusalRate)
    this.#bytes = new TokenBucket(limits.byteRate)
    this.#networks = networks
    this.#address = address
  }

  /** Counts a frame, and its refusal. 0: it is taken; otherwise it is to be refused, and may be sent again after so long. */
  take(frame: Frame, now: number): number {
    if (isFree(frame)) return 0
    const wait = Math.max(this.#own.wait(now), this.#networks.commands.wait(this.#address, now))
    if (wait > 0 && isRefusable(frame)) {
      this.refused(now)
      return wait
    }
    this.#own.take(now)
    this.#networks.commands.take(this.#address, now)
    return 0
  }

  /** Counts a refusal for another reason. */
  refused(now: number): void {
    this.#refusals.take(now)
  }

  /** Counts bytes that came, whatever they are. */
  heard(bytes: number, now: number): void {
    if (bytes === 0) return
    this.#bytes.take(now, bytes)
    this.#networks.bytes.take(this.#address, now, bytes)
  }

  /** How long nothing more should be read of the client; 0 where it may go on. */
  pause(now: number): number {
    const { commands, bytes } = this.#networks
    const own = Math.max(this.#refusals.wait(now), this.#own.debt(now), this.#bytes.debt(now))
    return Math.max(own, commands.debt(this.#address, now), bytes.debt(this.#address, now))
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
  const networks = {
    commands: new NetworkBuckets(limits.commandRatePerAddress),
    bytes: new NetworkBuckets(limits.byteRatePerAddress),
  }
  return (address) => (limited(address) ? new CommandRate(limits, networks, address) : null)
}
