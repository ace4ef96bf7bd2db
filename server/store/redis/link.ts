// One node's link to Redis: commands and scripts, channels to listen on, and whether it is up.
import type { Cluster, Redis } from 'ioredis'
import type { Keys } from './keys.ts'
import type { Channels } from './channels.ts'

/** One server's or a Cluster's: the same commands. */
export type Commands = Redis | Cluster

/** Rejects with Refusal UNAVAILABLE for an outage, and with what the script says to a caller that is wrong (`MISTAKE …`). */
export type RunScript = (
  keys: readonly string[],
  args: readonly (string | number | Buffer)[],
) => Promise<unknown>

/** What a link has been through since it was opened, for whoever runs the node. */
export interface LinkFigures {
  /** How often Redis could no longer be asked. */
  readonly outages: number
  /** Milliseconds for which it could not, those of an outage that lasts still among them. */
  readonly outageTime: number
  /** Connections that came back; of a Cluster also those to one of its servers. */
  readonly reconnections: number
  /** Scripts that were refused UNAVAILABLE: what they were to do may have been done. */
  readonly failures: number
  /** Is told how long a script took until it was answered, its way there and back, in milliseconds. To be set by one alone. */
  onAnswer: (milliseconds: number) => void
}

export interface RedisLink {
  /** Rejects with ioredis's own errors: each call goes through `orUnavailable`. What is asked in one turn is one write. */
  readonly commands: Commands
  readonly keys: Keys
  readonly channels: Channels
  /** Whether Redis could be asked when it was last looked at. */
  readonly up: boolean
  readonly figures: LinkFigures
  /** A script that is sent once and then called by its hash. All of its keys are in one slot, in a Cluster. Its name is its own. */
  script(name: string, lua: string): RunScript
  /**
   * One more connection, for what holds up whatever comes after it on the same. It is closed with the link. Rejects with what
   * connecting failed with.
   */
  another(): Promise<Commands>
  /** Ends it. What is under way is answered, or refused. */
  close(): Promise<void>
}
