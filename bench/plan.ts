// What the bench tells its load client to do, and what it hears back: both cross a process border as JSON.

/** One of the server's processes: where it listens, and its id, for its CPU time and memory. */
export interface ServerProcess {
  port: number
  pid: number
}

/** A server under load: where it is, and how its clients speak. */
export interface Target extends ServerProcess {
  path: string
  /** Further nodes of it: everybody in a room, and those who talk, are dealt out over all of them. */
  otherNodes: readonly ServerProcess[]
  /** Of the process in which the nodes keep what is said; null where they do so themselves. */
  storePid: number | null
  connectHeaders: Readonly<Record<string, string>>
  sendHeaders: Readonly<Record<string, string>>
  /** Names of the rooms. In the destinations below `{room}` stands for one of them. */
  rooms: readonly string[]
  subscribeTo: string
  sendTo: string
  /** Where a publisher has to send before it may talk; null where it may at once. */
  enterTo: string | null
  /** Whether a SUBSCRIBE that asks for a receipt gets one. Where it does not, a second CONNECT behind it has to be answered. */
  confirmsSubscriptions: boolean
}

/** Who listens and who talks. The rooms are the target's; each has one publisher, and a publisher has one or more rooms. */
export interface Audience {
  subscribersPerRoom: number
  publishers: number
  /** Whether each subscriber has a subscription id of its own, so that no two get the same frame. */
  ownIds: boolean
}

/** One measurement. Rates are messages a second in all rooms together, times seconds unless they say otherwise. */
export type Job =
  | ({ kind: 'ramp'; audience: Audience } & RampGoal)
  /**
   * One rate, after `warmUp` seconds that count for loss and order only. A client that `rests` sleeps where it has nothing to do,
   * for measurements of CPU time alone: it leaves the CPU to others, and hears of what comes up to a millisecond late.
   */
  | {
      kind: 'steady'
      audience: Audience
      seconds: number
      warmUp: number
      rate: number
      rests?: boolean
    }
  /** Messages with a receipt, `window` of them unanswered at any time, and nobody subscribed. */
  | { kind: 'receipts'; seconds: number; window: number }
  /** Subscribers to whom nothing is said. */
  | { kind: 'idle'; audience: Audience }
  /** Clients that connect, subscribe and leave, again and again, so many `atOnce`. */
  | { kind: 'churn'; seconds: number; warmUp: number; atOnce: number }

/** The highest rate at which p99 stays within `withinMs` and nothing is lost; each rate is tried for `seconds`. */
export interface RampGoal {
  seconds: number
  withinMs: number
  /** The first rate that is tried, and by how much it grows until one fails (or shrinks until one passes). */
  from: number
  factor: number
}

/** What one rate came to. Latencies run from the moment a message was due, in milliseconds. */
export interface Step {
  rate: number
  deliveriesPerSecond: number
  p50: number
  p99: number
  /** Deliveries that never came, and those that came late, twice, or to another room. */
  lost: number
  disordered: number
  /** Cut short, because the deliveries fell a second behind. */
  behind: boolean
  /** CPUs that the server used, all its nodes together; null where the system does not say. */
  serverCpus: number | null
  /** CPUs that its store used; null where that is no process of its own, too. */
  storeCpus: number | null
  /** The share of the time in which the client had something to do: near 1 it is the client that is measured. */
  clientBusy: number
}

/** `sent`: the messages that the server has taken, which is what it has to have kept if it keeps any. */
export type Outcome =
  /** The step of the highest rate that passed. */
  | { kind: 'ramp'; best: Step; sent: number }
  | { kind: 'steady'; step: Step; sent: number }
  | { kind: 'receipts'; perSecond: number; sent: number }
  /** `bytesEach`: how much the server's memory grew, a connection; null where the system does not say. */
  | { kind: 'idle'; bytesEach: number | null; sent: 0 }
  | { kind: 'churn'; perSecond: number; sent: 0 }

/** All nodes of a server, the first one first. */
export function nodesOf({ port, pid, otherNodes }: Target): readonly ServerProcess[] {
  return [{ port, pid }, ...otherNodes]
}

/** The destination of one room. */
export function inRoom(destination: string, room: string): string {
  return destination.replace('{room}', room)
}
