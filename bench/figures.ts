// What is measured of each server, and the medians of several runs.
import type { Step } from './plan.ts'

/** The figures of one server in one run; null where one could not be measured. */
export interface Figures {
  deliveriesPerSecond: number | null
  deliveriesPerCpuSecond: number | null
  p99AtBest: number | null
  outsideDeliveriesPerSecond: number | null
  quietP50: number | null
  quietP99: number | null
  receiptsOneByOne: number | null
  receiptsMany: number | null
  idleBytes: number | null
}

interface Row {
  figure: keyof Figures
  title: string
  digits: number
}

/** The rows of the table, in order. */
export const ROWS: readonly Row[] = [
  { figure: 'deliveriesPerSecond', title: 'deliveries/s, p99 within 50 ms', digits: 0 },
  { figure: 'p99AtBest', title: '  p99 at that rate, ms', digits: 1 },
  { figure: 'deliveriesPerCpuSecond', title: '  deliveries per CPU second', digits: 0 },
  { figure: 'outsideDeliveriesPerSecond', title: 'deliveries/s, by stompload', digits: 0 },
  { figure: 'quietP50', title: 'p50 at 20 messages/s, ms', digits: 2 },
  { figure: 'quietP99', title: 'p99 at 20 messages/s, ms', digits: 2 },
  { figure: 'receiptsOneByOne', title: 'receipts/s, one at a time', digits: 0 },
  { figure: 'receiptsMany', title: 'receipts/s, 64 at a time', digits: 0 },
  { figure: 'idleBytes', title: 'bytes an idle connection', digits: 0 },
]

/** The figures of the fan-out from the best step of a ramp. */
export function fanOutFigures(
  best: Step | null,
): Pick<Figures, 'deliveriesPerSecond' | 'deliveriesPerCpuSecond' | 'p99AtBest'> {
  if (best === null) return { deliveriesPerSecond: null, deliveriesPerCpuSecond: null, p99AtBest: null }
  const { deliveriesPerSecond, serverCpus, p99 } = best
  const deliveriesPerCpuSecond = serverCpus === null ? null : deliveriesPerSecond / serverCpus
  return { deliveriesPerSecond, deliveriesPerCpuSecond, p99AtBest: p99 }
}

/** The median of each figure, the runs without it left out. */
export function medians(runs: readonly Figures[]): Figures {
  const all = ROWS.map(({ figure }) => [figure, median(runs.map((run) => run[figure]))])
  return Object.fromEntries(all) as Figures
}

function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
