// What the bench tells its load client to do, and what it hears back: both cross a process border as JSON.

/** A server under load: where it is, and how its clients speak. */
export interface Target {
  name: string
  port: number
  path: string
  /** Of the server's process, for its CPU time and memory. */
  pid: number
  connectHeaders: Readonly<Record<string, string>>
  subscribeTo: string
  sendTo: string
  /** Where a publisher has to send before it may talk; null where it may at once. */
  enterTo: string | null
}

/** One measurement. Rates are messages a second, times seconds unless they say otherwise. */
export type Job =
  /** The highest rate at which p99 stays within `withinMs` and nothing is lost; each rate is tried for `seconds`. */
  | { kind: 'ramp'; subscribers: number; seconds: number; withinMs: number }
  /** One rate. */
  | { kind: 'steady'; subscribers: number; seconds: number; rate: number }
  /** Messages with a receipt, `window` of them unanswered at any time, and nobody subscribed. */
  | { kind: 'receipts'; seconds: number; window: number }
  /** Subscribers to whom nothing is said. */
  | { kind: 'idle'; subscribers: number }

/** What one rate came to. Latencies run from the moment a message was due, in milliseconds. */
export interface Step {
  rate: number
  deliveriesPerSecond: number
  p50: number
  p99: number
  /** Deliveries that never came, and those that came late or twice. */
  lost: number
  disordered: number
  /** Cut short, because the deliveries fell a second behind. */
  behind: boolean
  /** CPUs that the server used; null where the system does not say. */
  serverCpus: number | null
  /** The share of the time in which the client had something to do: near 1 it is the client that is measured. */
  clientBusy: number
}

export type Outcome =
  /** `best` is null where not even the lowest rate passed. */
  | { kind: 'ramp'; best: Step | null; steps: Step[]; sent: number }
  | { kind: 'steady'; step: Step; sent: number }
  | { kind: 'receipts'; perSecond: number; p50: number; p99: number; sent: number }
  /** `bytesEach`: how much the server's memory grew, a connection; null where the system does not say. */
  | { kind: 'idle'; bytesEach: number | null; sent: 0 }
