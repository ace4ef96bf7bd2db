// The search's tables: what the index costs those who talk, and how long those who search wait.
import { markdown } from '../markdown.ts'
import type { Kind, Said, SearchOutcome } from './plan.ts'

/** What is asked: the share of messages a second that is left beside the index, and milliseconds for the median of two syllables. */
const LEAST_SHARE = 0.5
const WITHIN = 5

/** Lines of text. */
export function searchReport(outcome: SearchOutcome): string {
  const heads = [
    `searches in ${count(outcome.messages)} messages`,
    'p50, ms',
    'p95, ms',
    'slowest',
    'hits',
    'goal',
  ]
  const table = markdown([heads, ...outcome.kinds.map(cells)], (column) => column === 0 || column === 5)
  return `${table}\n\n${cost(outcome)}`
}

function cells({ title, p50, p95, slowest, hits }: Kind): string[] {
  const goal = title.startsWith('two syllables')
    ? `p50 < ${WITHIN} ms: ${p50 < WITHIN ? 'met' : 'NOT MET'}`
    : ''
  return [title, ...[p50, p95, slowest].map((time) => time.toFixed(2)), hits.toFixed(1), goal]
}

function cost({ without, withIndex, databaseBytes, indexBytes }: SearchOutcome): string {
  return [
    `Messages/s: ${count(without.kept)} kept without the index; with it ${share(withIndex.kept, without)} kept,`,
    `${share(withIndex.found ?? NaN, without)} kept and found.`,
    `CPU for each message: ${without.cpu.toFixed(1)} µs without the index, ${withIndex.cpu.toFixed(1)} with it.`,
    `The database has ${mebibytes(databaseBytes)}, the index ${mebibytes(indexBytes)}.`,
  ].join(' ')
}

function share(rate: number, { kept }: Said): string {
  const verdict = rate / kept >= LEAST_SHARE ? 'met' : 'NOT MET'
  return `${count(rate)} (${(rate / kept).toFixed(2)}, ≥ ${LEAST_SHARE}: ${verdict})`
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`
}
