// The search for the highest rate that a server keeps up with: raised until it fails, then halved in between.
import type { RampGoal, Step } from '../plan.ts'

/** Messages a second: where the search gives up. */
const LOWEST_RATE = 1
const HIGHEST_RATE = 200_000
/** The search ends when the lowest rate that failed is within this factor of the highest that passed. */
const FINE_ENOUGH = 1.06
/** A machine has other things to do at times: a rate fails when it fails as often as this. */
const TRIES = 2
/** Of what was due in the measured time, the share that must have come by its end. */
const KEPT_UP = 0.97

/**
 * The best step of those that passed: p99 within the goal, and nothing lost or out of order. Null where none passed.
 * `attempt` tries one rate; each message goes to `subscribers`.
 */
export async function ramp(
  attempt: (rate: number) => Promise<Step>,
  subscribers: number,
  { withinMs, from, factor }: Pick<RampGoal, 'withinMs' | 'from' | 'factor'>,
): Promise<Step | null> {
  let best: Step | null = null
  let failed = Infinity
  for (let rate: number | null = from; rate !== null; rate = nextRate(best?.rate ?? 0, failed, factor)) {
    const step = await passing(attempt, rate, (tried) => passed(tried, subscribers, withinMs))
    if (step === null) failed = rate
    else best = step
  }
  return best
}

/** The first try that passes, or null. */
async function passing(
  attempt: (rate: number) => Promise<Step>,
  rate: number,
  passes: (step: Step) => boolean,
): Promise<Step | null> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const step = await attempt(rate)
    if (passes(step)) return step
  }
  return null
}

/** What to try after `passed` and `failed`, of which one may be 0 or Infinity; null where the search is over. */
function nextRate(passed: number, failed: number, factor: number): number | null {
  if (failed === Infinity) return passed * factor > HIGHEST_RATE ? null : passed * factor
  if (passed === 0) return failed / factor < LOWEST_RATE ? null : failed / factor
  return failed > passed * FINE_ENOUGH ? Math.sqrt(passed * failed) : null
}

function passed(step: Step, subscribers: number, withinMs: number): boolean {
  const keptUp = step.deliveriesPerSecond >= KEPT_UP * step.rate * subscribers
  return !step.behind && keptUp && step.p99 <= withinMs && step.lost === 0 && step.disordered === 0
}
