// What a fuzzed session needs of the server that it talks to: in memory, or a real host behind a transport.
import type { Entry } from '../../../protocol/entry.ts'
import type { ErrorCode } from '../../../protocol/errors.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { Random } from '../../support/random.ts'

/** What a client's end of a connection tells. */
export interface Listener {
  hear(bytes: Buffer): void
  /** The connection has ended, whoever ended it. */
  closed(): void
}

export interface Connection {
  /** What is no UTF-8 cannot be sent. */
  readonly textOnly: boolean
  send(bytes: Buffer): void
  /** Reads nothing more, or reads on. */
  stall(): void
  drain(): void
  /** Says that nothing more comes, and listens on. False where the transport cannot do so. */
  halfClose(): boolean
  /** Leaves as the transport has it. */
  close(): void
  /** Goes without a word. */
  cut(): void
}

export interface World {
  readonly rooms: readonly RoomId[]
  /** Whether it has general destinations. */
  readonly relays: boolean
  /** Whether its log fails to keep some of what is said. */
  readonly failsToKeep: boolean
  open(listener: Listener, random: Random): Promise<Connection>
  /** Lets what is under way go on a little, or more than a little. */
  breathe(random: Random): Promise<void>
  /** Resolves to true when `holds`; to false where that does not come about. */
  until(holds: () => boolean): Promise<boolean>
  /** Moves the clock, where there is one that can be moved. */
  pass(milliseconds: number): Promise<void>
  /** With what a session may end though nobody did anything wrong. */
  readonly mishaps: readonly ErrorCode[]
  log(room: RoomId): Promise<readonly Entry[]>
  /** What the server reported as its own failure, and what else is wrong with it as a whole. Empty where all is well. */
  complaints(): Promise<readonly string[]>
}
