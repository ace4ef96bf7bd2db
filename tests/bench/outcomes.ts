// Outcomes of jobs, for tests of what is made of them.
import type { Outcome, Step } from '../../bench/plan.ts'

/** A step without faults, at 10 deliveries a message. */
export function step(rate: number, faults: Partial<Step> = {}): Step {
  const cpus = { serverCpus: 0.5, storeCpus: null, clientBusy: 0.5 }
  const good = { p50: 1, p99: 2, lost: 0, disordered: 0, behind: false, ...cpus }
  return { rate, deliveriesPerSecond: rate * 10, ...good, ...faults }
}

/** A ramp that came to this rate. */
export function rampOutcome(rate: number): Outcome {
  return { kind: 'ramp', best: step(rate), sent: 0 }
}
