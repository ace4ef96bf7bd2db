// The tables of several nodes: what two carry beside one, and what an append costs Redis however many rooms there are.
import { markdown } from '../markdown.ts'
import type { Figure } from '../results.ts'
import type { AppendCost, Carried, NodesOutcome, ShapeOutcome } from './plan.ts'

/** What is asked: that two nodes carry so many times what one does; and that an append costs the same, which allows so many times. */
const CARRIED = 1.6
const FLAT = 1.3

/** Lines of text. */
export function nodesReport({ shapes, repeated, appends: costs }: NodesOutcome): string {
  const disturbed = repeated === 0 ? [] : [`Runs made again, as others disturbed them: ${repeated}.`]
  return [...shapes.map(carried), ...disturbed, appends(costs)].join('\n\n')
}

function carried({ rooms, listeners, one, same, more, carriedBySame, carriedByMore }: ShapeOutcome): string {
  const heads = [
    `${rooms} rooms of ${listeners} people`,
    'CPUs of the nodes',
    'deliveries per CPU second',
    'p99, ms',
    'CPUs of Redis',
    'Redis, µs a message',
  ]
  const table = markdown([heads, ...[one, same, more].map(cells)], (column) => column === 0)
  return `${table}\n\n${verdict(carriedBySame, 'for the same messages')} ${verdict(carriedByMore, 'where each is about as busy')}`
}

function verdict(figure: Figure, when: string): string {
  const met = figure.median >= CARRIED ? 'met' : 'NOT MET'
  return `Two nodes with a CPU each carry ${text(figure, 2)} times what one does ${when} (≥ ${CARRIED}: ${met}).`
}

function cells({
  nodes,
  rate,
  nodeCpus,
  deliveriesPerCpu,
  p99,
  redisCpus,
  redisPerMessage,
}: Carried): string[] {
  return [
    `${nodes === 1 ? 'one node' : `${nodes} nodes`}, ${rate} messages/s`,
    text(nodeCpus, 3),
    text(deliveriesPerCpu, 0),
    text(p99, 1),
    text(redisCpus, 3),
    text(redisPerMessage, 0),
  ]
}

function appends(costs: readonly AppendCost[]): string {
  const heads = ['an append in Redis', 'commands', 'script by the clock, µs', 'CPU, µs']
  const rows = costs.map(({ rooms, commands, script, cpu }) => [
    `one of ${rooms.toLocaleString('en')} rooms`,
    text(commands, 2),
    text(script, 1),
    text(cpu, 1),
  ])
  return `${markdown([heads, ...rows], (column) => column === 0)}\n\n${flatness(costs)}`
}

/** By commands and by CPU time: what the clock says of a script has in it what else the machine did. */
function flatness(costs: readonly AppendCost[]): string {
  const ranges = [({ commands }: AppendCost) => commands, ({ cpu }: AppendCost) => cpu].map((read) => {
    const medians = costs.map((cost) => read(cost).median)
    return Math.max(...medians) / Math.min(...medians)
  })
  const verdict = Math.max(...ranges) <= FLAT ? 'met' : 'NOT MET'
  const [commands, cpu] = ranges.map((times) => times.toFixed(2))
  return `From the least to the most: ${commands} × the commands, ${cpu} × the CPU time (flat, ≤ ${FLAT} ×: ${verdict}).`
}

function text({ median, spread }: Figure, digits: number): string {
  const number = median.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const percent = Math.round(spread * 100)
  return percent === 0 ? number : `${number} ±${percent} %`
}
