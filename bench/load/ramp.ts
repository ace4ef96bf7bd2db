// The search for the highest rate that a server keeps up with: doubled until it fails, then halved in between.
import type { Step } from '../plan.ts'

const FIRST_RATE = 100
const HIGHEST_RATE = 100_000
/** The search ends when the lowest rate that failed is within this factor of the highest that passed. */
const FINE_ENOUGH = 1.06
/** A machine has other things to do at times: a rate fails when it fails as often as this. */
const TRIES = 2
/** Of what was due in the measured time, the share that must have come by its end. */
const KEPT_UP = 0.97

export interface Ramp {
  best: Step | null
  /** Every try, in order. */
  steps: Step[]
}

/** `attempt` tries one rate; a step passes when its p99 is within `withinMs` and nothing was lost or out of order. */
export async function ramp(
  attempt: (rate: number) => Promise<Step>,
  subscribers: number,
  withinMs: number,
): Promise<Ramp> {
  const steps: Step[] = []
  const passes = async (rate: number): Promise<Step | null> => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const step = await attempt(rate)
      steps.push(step)
      if (passed(step, subscribers, withinMs)) return step
    }
    return null
  }
  let best: Step | null = null
  let failed = HIGHEST_RATE
  for (let rate = FIRST_RATE; failed > rate && failed > (best?.rate ?? 0) * FINE_ENOUGH;) {
    const step = await passes(rate)
    if (step === null) failed = rate
    else best = step
    if (best === null) break
    rate = failed === HIGHEST_RATE ? rate * 2 : Math.sqrt(best.rate * failed)
  }
  return { best, steps }
}

function passed(step: Step, subscribers: number, withinMs: number): boolean {
  const keptUp = step.deliveriesPerSecond >= KEPT_UP * step.rate * subscribers
  return !step.behind && keptUp && step.p99 <= withinMs && step.lost === 0 && step.disordered === 0
}
