// One trial: a server is started, measured, stopped, and asked whether it kept what it took.
import { contenders } from './contenders/contenders.ts'
import type { Running } from './contenders/contender.ts'
import type { Meter } from './meters/meter.ts'
import type { Job, Outcome } from './plan.ts'
import type { Results, Trial } from './results.ts'
import { scenarios } from './scenarios.ts'

/** Adds the outcome, or the failure, to the results. */
export async function runTrial(trial: Trial, meter: Meter, seconds: number, results: Results): Promise<void> {
  const { stage, job } = scenarios[trial.scenario]
  try {
    const server = await contenders[trial.contender].start(stage)
    results.add(trial, await measure(server, meter, job(seconds, results.rateBefore(trial))))
  } catch (error) {
    results.fail(trial, error instanceof Error ? error.message : String(error))
  }
}

async function measure(server: Running, meter: Meter, job: Job): Promise<Outcome> {
  try {
    const outcome = await meter(server.target, job).finally(server.stop)
    await server.check(outcome.sent)
    return outcome
  } finally {
    await server.clear()
  }
}
