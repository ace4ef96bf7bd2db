// What measures: our own load client, or a program from outside that does the same in its own way.
import type { Job, Outcome, Target } from '../plan.ts'

export const METERS = ['own', 'stompload'] as const
export type MeterName = (typeof METERS)[number]

/** Does a job in a process of its own. Rejects where the server failed it. */
export type Meter = (target: Target, job: Job) => Promise<Outcome>
