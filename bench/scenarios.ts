// What is done to each server. A scenario is one job for the load client, on a server that was started for it.
import type { Stage } from './contenders/contender.ts'
import type { Audience, Job, RampGoal } from './plan.ts'

export const SCENARIOS = ['A', 'A-ids', 'B', 'C', 'D', 'E1', 'E64', 'F', 'quiet'] as const
export type ScenarioName = (typeof SCENARIOS)[number]

export interface Scenario {
  stage: Stage
  /** `seconds` is how long it measures; a ramp begins at `from` and grows by `factor`. */
  job: (seconds: number, from: RampGoal['from'] | null) => Job
}

/** The 99th percentile of the latencies, in milliseconds, that a ramp stays within. */
const WITHIN = 50
/** How a ramp begins of which nothing is known, and how where a run before it has come to a rate. */
const STRIDE = 2
const SHORT_STRIDE = 1.25
/** Seconds until a program that is compiled while it runs runs as fast as it can. */
const WARM_UP = 2
/** The same where each visit goes through nearly all of the program, so that far more of it has to be compiled. */
const WARM_UP_OF_VISITS = 4

const ONE_ROOM: Stage = { rooms: 1, stored: false }
const ROOM_OF_500: Audience = { subscribersPerRoom: 500, publishers: 1, ownIds: false }

export const scenarios: Record<ScenarioName, Scenario> = {
  A: { stage: ONE_ROOM, job: ramp(ROOM_OF_500, 100) },
  'A-ids': { stage: ONE_ROOM, job: ramp({ ...ROOM_OF_500, ownIds: true }, 100) },
  B: {
    stage: { rooms: 100, stored: false },
    job: ramp({ subscribersPerRoom: 10, publishers: 10, ownIds: false }, 2_000),
  },
  C: { stage: ONE_ROOM, job: steady({ ...ROOM_OF_500, subscribersPerRoom: 200 }, 100) },
  D: {
    stage: { rooms: 500, stored: false },
    job: () => ({ kind: 'idle', audience: { subscribersPerRoom: 10, publishers: 0, ownIds: false } }),
  },
  E1: { stage: { rooms: 1, stored: true }, job: (seconds) => ({ kind: 'receipts', seconds, window: 1 }) },
  E64: { stage: { rooms: 1, stored: true }, job: (seconds) => ({ kind: 'receipts', seconds, window: 64 }) },
  F: {
    stage: ONE_ROOM,
    job: (seconds) => ({ kind: 'churn', seconds, warmUp: WARM_UP_OF_VISITS, atOnce: 32 }),
  },
  quiet: { stage: ONE_ROOM, job: steady(ROOM_OF_500, 20) },
}

function ramp(audience: Audience, first: number): Scenario['job'] {
  return (seconds, from) => {
    const start =
      from === null ? { from: first, factor: STRIDE } : { from: from / SHORT_STRIDE, factor: SHORT_STRIDE }
    return { kind: 'ramp', audience, seconds, withinMs: WITHIN, ...start }
  }
}

function steady(audience: Audience, rate: number): Scenario['job'] {
  return (seconds) => ({ kind: 'steady', audience, seconds, warmUp: WARM_UP, rate })
}
