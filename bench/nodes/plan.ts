// What the measurement of several nodes on one Redis comes to.
import type { Figure } from '../results.ts'

/** What a host of so many nodes took for the same people and the same messages. */
export interface Carried {
  nodes: number
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

export interface NodesOutcome {
  /** Messages a second, and to how many people each is delivered. */
  rate: number
  listeners: number
  one: Carried
  two: Carried
  /** What two nodes carry where each has a CPU, as a multiple of what one does: reckoned for each pair of runs. */
  carriedByTwo: Figure
  /** Runs that were made again, because the machine had too much else to do. */
  repeated: number
  appends: readonly AppendCost[]
}
