// The codec's tables: against the parser of `@stomp/stompjs`, and the time a byte by how much there is to read.
import { markdown } from '../markdown.ts'
import type { CodecOutcome, Duel, Linearity } from './plan.ts'

/** By how much a byte of the largest bodies may cost more than one of the smallest, in a noisy measurement. */
const STILL_LINEAR = 1.5

/** Lines of text. */
export function codecReport({ duels, linearity }: CodecOutcome): string {
  const heads = ['frames/s', 'sarangbang', '@stomp/stompjs', 'goal']
  const table = markdown([heads, ...duels.map(duelCells)], (column) => column === 0 || column === 3)
  return `${table}\n\n${linearityTable(linearity)}`
}

function duelCells({ title, ours, theirs, goal }: Duel): string[] {
  const ratio = ours / theirs
  const verdict = goal === null ? '' : `≥ ${goal} ×: ${ratio >= goal ? 'met' : 'NOT MET'}`
  return [title, count(ours), `${count(theirs)} (${ratio.toFixed(2)} ×)`, verdict]
}

function linearityTable({ bodies, rows }: Linearity): string {
  const heads = ['decode, ns a byte', ...bodies.map((bytes) => `bodies of ${size(bytes)}`), 'linear']
  const body = rows.map(({ chunk, nanoseconds }) => [
    `in chunks of ${size(chunk)}`,
    ...nanoseconds.map((time) => time.toFixed(2)),
    isLinear(nanoseconds) ? 'yes' : 'NO',
  ])
  return markdown([heads, ...body], (column) => column === 0)
}

function isLinear(nanoseconds: readonly number[]): boolean {
  return (nanoseconds.at(-1) ?? 0) <= STILL_LINEAR * (nanoseconds[0] ?? 0)
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function size(bytes: number): string {
  if (bytes >= 1_024) return `${bytes / 1_024} KiB`
  return bytes === 1 ? '1 byte' : `${bytes} bytes`
}
