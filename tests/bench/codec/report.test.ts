// The codec's tables: ratios, goals, and whether time grows with the bytes and no faster.
import { expect, it } from 'vitest'
import type { CodecOutcome } from '../../../bench/codec/plan.ts'
import { codecReport } from '../../../bench/codec/report.ts'

const outcome = (ours: number, last: number): CodecOutcome => ({
  duels: [{ title: 'decode', ours, theirs: 100, goal: 10 }],
  linearity: { bodies: [1_024, 65_536], rows: [{ chunk: 1, nanoseconds: [10, last] }] },
})

it.each([
  [1_000, '10.00 ×', '10 ×: met'],
  [999, '9.99 ×', '10 ×: NOT MET'],
])('of a goal of 10 × says what %i frames/s against 100 are', (ours, ratio, verdict) => {
  const report = codecReport(outcome(ours, 10))
  expect(report).toContain(`100 (${ratio})`)
  expect(report).toContain(`≥ ${verdict}`)
})

it.each([
  [15, 'yes'],
  [15.1, 'NO'],
])('calls 10 ns a byte that become %f linear: %s', (last, word) => {
  const line = codecReport(outcome(1, last)).split('\n').at(-1)
  expect(line).toMatch(new RegExp(`^\\| in chunks of 1 byte .* ${word} \\|$`))
})
