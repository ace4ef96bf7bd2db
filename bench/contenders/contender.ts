// What takes part in the comparison: this project's host, and its named peers.
import type { Target } from '../plan.ts'

/** In the order of the table's columns. */
export const CONTENDERS = ['sarangbang', 'loop', 'stomp-broker-js', 'rabbitmq'] as const
export type ContenderName = (typeof CONTENDERS)[number]
export type PeerName = Exclude<ContenderName, 'sarangbang'>

/** What a server is started for. */
export interface Stage {
  rooms: number
  /** Whether a receipt has to mean that the message is stored, where the server can do that. */
  stored: boolean
}

/** A server that runs, freshly started. */
export interface Running {
  target: Target
  /** Resolves when it has ended. */
  stop: () => Promise<void>
  /** Looks, once it has ended, whether it has kept all `sent` messages. Rejects where it has not; a no-op where it need not. */
  check: (sent: number) => Promise<void>
  /** Removes what it left on the disk. */
  clear: () => Promise<void>
}

export interface Contender {
  /** The head of its column. */
  title: string
  /** Whether a receipt of its says that the message is on the disk. */
  stores: boolean
  /** Why it cannot be started on this machine; null where it can. */
  missing: () => string | null
  start: (stage: Stage) => Promise<Running>
}

/** Names for rooms where the server takes any. */
export function roomNames({ rooms }: Stage): string[] {
  return Array.from({ length: rooms }, (_, number) => `room-${number}`)
}

/** What most targets have in common: WebSocket at `/ws`, receipts as STOMP has them, and a topic a room. */
export const PLAIN_TARGET = {
  path: '/ws',
  otherNodes: [],
  storePid: null,
  connectHeaders: {},
  sendHeaders: {},
  subscribeTo: '/topic/{room}',
  sendTo: '/topic/{room}',
  enterTo: null,
  confirmsSubscriptions: true,
} as const satisfies Partial<Target>

/** For servers that keep nothing. */
export const KEEPS_NOTHING = {
  check: async (): Promise<void> => {},
  clear: async (): Promise<void> => {},
} as const
