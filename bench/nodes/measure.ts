// Measures a host of one node and one of two, in turns: the same people in the same rooms, the same messages and more, one Redis
// each time.
import { own } from '../meters/own.ts'
import type { Outcome, Step } from '../plan.ts'
import { figureOf, type Figure } from '../results.ts'
import { measureAppends } from './append-cost.ts'
import type { Carried, NodesOutcome, ShapeOutcome } from './plan.ts'
import { startSharedHost } from './shared-host.ts'

/** Rooms as large as a lecture, and as a class. With two nodes half of the people are on each, and of those who talk. */
const SHAPES = [
  { rooms: 10, listeners: 100 },
  { rooms: 20, listeners: 24 },
] as const
const PUBLISHERS = 10
/** Messages a second for one node: so few that it is never very busy, as one is that serves people well. */
const RATE = 400
/** So many times the messages are what two nodes have to carry without either being busier than the one. */
const MORE = 1.6
/** Seconds. CPU time is counted in hundredths; and each of two nodes has half the work by which V8 learns what to compile. */
const MEASURED = 15
const WARM_UP = 20

/** Milliseconds of p99 from which on a run was disturbed: what waits for a CPU goes out together, and costs less. */
const DISTURBED = 100
/** How often one run is tried until it counts all the same, or fails. */
const TRIES = 4

type Shape = (typeof SHAPES)[number]

/** A host's size and what it has to carry. */
interface Load {
  nodes: number
  rate: number
}

const LOADS = {
  one: { nodes: 1, rate: RATE },
  same: { nodes: 2, rate: RATE },
  more: { nodes: 2, rate: RATE * MORE },
} as const satisfies Record<string, Load>
type LoadName = keyof typeof LOADS

/** Only CPU time says something where nodes, Redis and clients share a machine: with Linux alone. */
export async function measureNodes(runs: number): Promise<NodesOutcome> {
  const shapes: ShapeOutcome[] = []
  let repeated = 0
  for (const shape of SHAPES) {
    const measured = await measureShape(shape, runs)
    shapes.push(outcomeOf(shape, measured.steps))
    repeated += measured.repeated
  }
  return { shapes, repeated, appends: await measureAppends(runs) }
}

async function measureShape(shape: Shape, runs: number) {
  const steps: Record<LoadName, Measured[]> = { one: [], same: [], more: [] }
  const names = Object.keys(LOADS) as LoadName[]
  let repeated = 0
  for (let run = 1; run <= runs; run += 1)
    // Each goes first in turn: what else the machine does falls upon all.
    for (const name of run % 2 === 1 ? names : names.toReversed()) {
      const { nodes, rate } = LOADS[name]
      const host = `${nodes} ${nodes === 1 ? 'node' : 'nodes'} on Redis, ${rate} messages/s`
      console.log(`run ${run} of ${runs}: ${host} in ${shape.rooms} rooms of ${shape.listeners}`)
      const { step, tries } = await undisturbed(shape, LOADS[name])
      steps[name].push(step)
      repeated += tries - 1
    }
  return { steps, repeated }
}

function outcomeOf(shape: Shape, steps: Record<LoadName, Measured[]>): ShapeOutcome {
  const carriedBy = (two: readonly Measured[]): Figure =>
    figure(two.map((step, run) => (2 * perCpu(step)) / perCpu(steps.one[run] ?? step)))
  return {
    ...shape,
    one: carried(LOADS.one, steps.one),
    same: carried(LOADS.same, steps.same),
    more: carried(LOADS.more, steps.more),
    carriedBySame: carriedBy(steps.same),
    carriedByMore: carriedBy(steps.more),
  }
}

/** CPUs of the nodes and of Redis, both known. */
type Measured = Step & { serverCpus: number; storeCpus: number }

/** A run that nobody else disturbed, as far as there is one. Rejects with what the last one failed with. */
async function undisturbed(shape: Shape, load: Load, tries = 1): Promise<{ step: Measured; tries: number }> {
  const measured = await measure(shape, load).catch((error: unknown) => ({ failed: error }))
  const isGood = !('failed' in measured) && measured.p99 <= DISTURBED
  if (!isGood && tries < TRIES) return undisturbed(shape, load, tries + 1)
  if ('failed' in measured) throw measured.failed
  return { step: measured, tries }
}

async function measure({ rooms, listeners }: Shape, { nodes, rate }: Load): Promise<Measured> {
  const host = await startSharedHost(nodes, rooms)
  try {
    const job = {
      kind: 'steady',
      audience: { subscribersPerRoom: listeners, publishers: PUBLISHERS, ownIds: false },
      seconds: MEASURED,
      warmUp: WARM_UP,
      rate,
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

function carried({ nodes, rate }: Load, steps: readonly Measured[]): Carried {
  const of = (read: (step: Measured) => number): Figure => figure(steps.map(read))
  return {
    nodes,
    rate,
    nodeCpus: of(({ serverCpus }) => serverCpus),
    redisCpus: of(({ storeCpus }) => storeCpus),
    deliveriesPerCpu: of(perCpu),
    redisPerMessage: of(({ storeCpus }) => (storeCpus / rate) * 1e6),
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
