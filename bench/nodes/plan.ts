// What the measurement of several nodes on one Redis comes to.
import type { Figure } from '../results.ts'

/** What a host of so many nodes took for so many messages a second. */
export interface Carried {
  nodes: number
  rate: number
  /** CPUs of all nodes together, and of Redis. */
  nodeCpus: Figure
  redisCpus: Figure
  /** Deliveries for each second of CPU time of all nodes together. */
  deliveriesPerCpu: Figure
  /** Microseconds of CPU time of Redis for each message. */
  redisPerMessage: Figure
  /** Of the time from when a message was due to each of its deliveries, in milliseconds. */
  p99: Figure
}

/** What one append costs Redis where there are so many rooms. */
export interface AppendCost {
  rooms: number
  /** How many commands, those within its script too. */
  commands: Figure
  /** Microseconds of the script, by Redis's own count; and of CPU time of the whole process. */
  script: Figure
  cpu: Figure
}

/** The same people in the same rooms, on hosts of one node and of two. */
export interface ShapeOutcome {
  rooms: number
  /** People in each room, to each of whom every message there is delivered. */
  listeners: number
  one: Carried
  /** The same messages. */
  same: Carried
  /** So many more that each of two nodes may be as busy as the one. */
  more: Carried
  /**
   * Two nodes' deliveries for each CPU second of each of them, as a multiple of one node's: with the same messages and with more.
   * Reckoned for each run.
   */
  carriedBySame: Figure
  carriedByMore: Figure
}

export interface NodesOutcome {
  shapes: readonly ShapeOutcome[]
  /** Runs that were made again, because the machine had too much else to do. */
  repeated: number
  appends: readonly AppendCost[]
}
