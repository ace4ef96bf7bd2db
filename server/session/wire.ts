// What a session needs of its transport: bytes out, a close, and how far behind the peer is.
import type { Framing } from '../broker/subscriber.ts'
import type { StompVersion } from '../stomp/frame.ts'

export interface Wire {
  /** How STOMP frames are wrapped here. Settled when the version is agreed on. */
  readonly framing: Framing
  /** What is written from now on is of this version. */
  agreed(version: StompVersion): void
  /** The peer's network address, for limits and logs. */
  readonly address: string
  /** Where the connection came in: a path, with `/**` where it came in below it, as SockJS does; null where there are no paths. */
  readonly door: string | null
  /** Bytes that came of the peer since the beginning, those among them that `receive` has not seen yet. */
  readonly arrived: number
  /** Calls back whenever such bytes come, before they are handed on; for those of whom `receive` hears by and by. */
  onArrival(callback: () => void): void
  /** Bytes written that the peer's side of the network has not taken. */
  readonly owed: number
  /** Whether more than a little is owed: writers who can wait should, until `onDrain`. */
  readonly congested: boolean
  /** Calls back once, when a congested wire is free again. */
  onDrain(callback: () => void): void
  /**
   * Writes framed bytes as they are. After `end` it does nothing. True where the system has taken them all, and they may be
   * changed; a wire may say false though it has.
   */
  write(bytes: Buffer): boolean
  /** Stops and restarts the flow of the peer's bytes. */
  pause(): void
  resume(): void
  /**
   * Writes `last`, framed bytes, and closes when all that was written is out, in bounded time. The code is one of RFC 6455
   * §7.4, where the transport has such.
   */
  end(code: number, reason: string, last: Buffer | null): void
  /** From now on the system asks whether a silent peer is still there, where the transport does not find out by itself. */
  keepAlive(): void
  /** Closes at once, whatever is on its way. */
  cut(): void
}

/** What a transport tells its session. */
export interface WireEvents {
  receive(bytes: Buffer): void
  /** The peer will send nothing more, and may listen on. Not every transport can tell. */
  ended(): void
  /** The wire is gone, whoever closed it. */
  closed(): void
}
