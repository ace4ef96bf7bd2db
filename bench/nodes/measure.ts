// Measures a host of one node and one of two, in turns: the same people in the same rooms, the same messages, one Redis each time.
import { own } from '../meters/own.ts'
import type { Audience, Outcome, Step } from '../plan.ts'
import { figureOf, type Figure } from '../results.ts'
import { measureAppends } from './append-cost.ts'
import type { Carried, NodesOutcome } from './plan.ts'
import { startSharedHost } from './shared-host.ts'

const ROOMS = 20
/** With two nodes half of them are on each, and so are those who talk. */
const AUDIENCE: Audience = { subscribersPerRoom: 24, publishers: 10, ownIds: false }
/** Messages a second: so few that no node is ever busy, as one is that serves people well. */
const RATE = 400
/** Seconds. CPU time is counted in hundredths; and each of two nodes has half the work by which V8 learns what to compile. */
const MEASURED = 15
const WARM_UP = 20

/** Milliseconds of p99 from which on a run was disturbed: what waits for a CPU goes out together, and costs less. */
const DISTURBED = 100
/** How often one run is tried until it counts all the same, or fails. */
const TRIES = 4

/** Only CPU time says something where nodes, Redis and clients share a machine: with Linux alone. */
export async function measureNodes(runs: number): Promise<NodesOutcome> {
  const steps: Record<1 | 2, Measured[]> = { 1: [], 2: [] }
  let repeated = 0
  for (let run = 1; run <= runs; run += 1)
    // Each goes first in turn: what else the machine does falls upon both.
    for (const nodes of run % 2 === 1 ? ([1, 2] as const) : ([2, 1] as const)) {
      console.log(`run ${run} of ${runs}: ${nodes} ${nodes === 1 ? 'node' : 'nodes'} on Redis`)
      const { step, tries } = await undisturbed(nodes)
      steps[nodes].push(step)
      repeated += tries - 1
    }
  const ratios = steps[2].map((two, run) => (2 * perCpu(two)) / perCpu(steps[1][run] ?? two))
  return {
    rate: RATE,
    listeners: AUDIENCE.subscribersPerRoom,
    one: carriedBy(1, steps[1]),
    two: carriedBy(2, steps[2]),
    carriedByTwo: figure(ratios),
    repeated,
    appends: await measureAppends(runs),
  }
}

/** CPUs of the nodes and of Redis, both known. */
type Measured = Step & { serverCpus: number; storeCpus: number }

/** A run that nobody else disturbed, as far as there is one. Rejects with what the last one failed with. */
async function undisturbed(nodes: number, tries = 1): Promise<{ step: Measured; tries: number }> {
  const measured = await measure(nodes).catch((error: unknown) => ({ failed: error }))
  const isGood = !('failed' in measured) && measured.p99 <= DISTURBED
  if (!isGood && tries < TRIES) return undisturbed(nodes, tries + 1)
  if ('failed' in measured) throw measured.failed
  return { step: measured, tries }
}

async function measure(nodes: number): Promise<Measured> {
  const host = await startSharedHost(nodes, ROOMS)
  try {
    const job = {
      kind: 'steady',
      audience: AUDIENCE,
      seconds: MEASURED,
      warmUp: WARM_UP,
      rate: RATE,
      rests: true,
    } as const
    const outcome = await own(host.target, job).finally(host.stop)
    await host.check(outcome.sent)
    return measuredIn(outcome)
  } finally {
    await host.clear()
  }
}

function measuredIn(outcome: Outcome): Measured {
  const step = outcome.kind === 'steady' ? outcome.step : null
  if (step === null || step.serverCpus === null || step.storeCpus === null)
    throw new Error('The system does not say how much CPU time a process takes.')
  return { ...step, serverCpus: step.serverCpus, storeCpus: step.storeCpus }
}

function carriedBy(nodes: number, steps: readonly Measured[]): Carried {
  const of = (read: (step: Measured) => number): Figure => figure(steps.map(read))
  return {
    nodes,
    nodeCpus: of(({ serverCpus }) => serverCpus),
    redisCpus: of(({ storeCpus }) => storeCpus),
    deliveriesPerCpu: of(perCpu),
    redisPerMessage: of(({ storeCpus }) => (storeCpus / RATE) * 1e6),
    p99: of(({ p99 }) => p99),
  }
}

function perCpu({ deliveriesPerSecond, serverCpus }: Measured): number {
  return deliveriesPerSecond / serverCpus
}

function figure(values: readonly number[]): Figure {
  const found = figureOf(values)
  if (found === null) throw new Error('Nothing was measured.')
  return found
}
