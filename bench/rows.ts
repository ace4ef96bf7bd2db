// The rows of the table: what is read from the outcome of a scenario, and what is asked of it.
import type { PeerName } from './contenders/contender.ts'
import type { Outcome, Step } from './plan.ts'
import type { ScenarioName } from './scenarios.ts'

/** Our figure has to be at least, or at most, so many times the peer's. */
export interface Goal {
  is: 'at least' | 'at most'
  times: number
  peer: PeerName
}

export interface Row {
  scenario: ScenarioName
  title: string
  digits: number
  /** The figure in an outcome; null where it has none. */
  read: (outcome: Outcome) => number | null
  goal: Goal | null
  /** Whether it is given for the outside program too, where there is one. */
  outside: boolean
}

const atLeast = (times: number, peer: PeerName = 'loop'): Goal => ({ is: 'at least', times, peer })
const atMost = (times: number, peer: PeerName = 'loop'): Goal => ({ is: 'at most', times, peer })

/** In the order of the table. */
export const ROWS: readonly Row[] = [
  main('A', 'A  1 room × 500: deliveries/s, p99 within 50 ms', perSecond, atLeast(8)),
  detail('A', '   deliveries per CPU second', perCpuSecond),
  detail('A', '   p99 at that rate, ms', p99, 1),
  main('A-ids', 'A  with a subscription id each: deliveries/s', perSecond, atLeast(4)),
  main('B', 'B  100 rooms × 10: deliveries/s, p99 within 50 ms', perSecond, atLeast(0.9)),
  detail('B', '   deliveries per CPU second', perCpuSecond),
  main('C', 'C  20,000 deliveries/s: deliveries per CPU second', perCpuSecond, atLeast(0.85)),
  detail('C', '   p50, ms', p50, 2),
  detail('C', '   p99, ms', p99, 2, atMost(1.5)),
  main('D', 'D  5,000 idle connections: bytes each', bytesEach, atMost(1.3)),
  main('E1', 'E  receipts of stored messages/s, one at a time', perSecond, atLeast(2.5, 'rabbitmq')),
  main('E64', 'E  receipts of stored messages/s, 64 at a time', perSecond, atLeast(1.5, 'rabbitmq')),
  main('F', 'F  connect, subscribe, disconnect: cycles/s', perSecond, atLeast(0.5)),
  detail('quiet', '1 room × 500 at 20 messages/s: p50, ms', p50, 2),
  detail('quiet', '   p99, ms', p99, 2),
]

function main(scenario: ScenarioName, title: string, read: Row['read'], goal: Goal): Row {
  return { scenario, title, digits: 0, read, goal, outside: true }
}

function detail(
  scenario: ScenarioName,
  title: string,
  read: Row['read'],
  digits = 0,
  goal: Goal | null = null,
): Row {
  return { scenario, title, digits, read, goal, outside: false }
}

function perSecond(outcome: Outcome): number | null {
  if (outcome.kind === 'receipts' || outcome.kind === 'churn') return outcome.perSecond
  return stepOf(outcome)?.deliveriesPerSecond ?? null
}

function perCpuSecond(outcome: Outcome): number | null {
  const step = stepOf(outcome)
  if (step === null || step.serverCpus === null || step.serverCpus === 0) return null
  return step.deliveriesPerSecond / step.serverCpus
}

function p50(outcome: Outcome): number | null {
  return stepOf(outcome)?.p50 ?? null
}

function p99(outcome: Outcome): number | null {
  return stepOf(outcome)?.p99 ?? null
}

function bytesEach(outcome: Outcome): number | null {
  return outcome.kind === 'idle' ? outcome.bytesEach : null
}

function stepOf(outcome: Outcome): Step | null {
  if (outcome.kind === 'ramp') return outcome.best
  return outcome.kind === 'steady' ? outcome.step : null
}
