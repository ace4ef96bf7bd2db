// The tables of several nodes: what two of them carry against the goal, and whether an append costs the same everywhere.
import { expect, it } from 'vitest'
import type { Carried, NodesOutcome } from '../../../bench/nodes/plan.ts'
import { nodesReport } from '../../../bench/nodes/report.ts'
import type { Figure } from '../../../bench/results.ts'

const exactly = (median: number): Figure => ({ median, spread: 0 })

const carried = (nodes: number, rate = 400): Carried => ({
  nodes,
  rate,
  nodeCpus: { median: 0.25, spread: 0.04 },
  redisCpus: exactly(0.064),
  deliveriesPerCpu: exactly(30_407),
  redisPerMessage: exactly(160),
  p99: exactly(8.25),
})

const outcome = (twice: number, last = 40): NodesOutcome => ({
  shapes: [
    {
      rooms: 20,
      listeners: 24,
      one: carried(1),
      same: carried(2),
      more: carried(2, 640),
      carriedBySame: exactly(1.5),
      carriedByMore: exactly(twice),
    },
  ],
  repeated: 0,
  appends: [10, 10_000].map((rooms) => ({
    rooms,
    commands: exactly(9),
    script: exactly(30),
    cpu: exactly(rooms === 10 ? 40 : last),
  })),
})

it('has a line for each host and load, with what Redis takes', () => {
  const report = nodesReport(outcome(1.8))
  expect(report).toMatch(
    /^\| one node, 400 messages\/s +\| +0\.250 ±4 % \| +30,407 \| +8\.3 \| +0\.064 \| +160 \|$/m,
  )
  expect(report).toMatch(/^\| 2 nodes, 640 messages\/s +\|/m)
})

it.each([
  [1.6, '1.60 times what one does where each is about as busy (≥ 1.6: met)'],
  [1.59, '1.59 times what one does where each is about as busy (≥ 1.6: NOT MET)'],
])('of two nodes that carry %f times as much says what that is', (twice, sentence) => {
  expect(nodesReport(outcome(twice))).toContain(sentence)
})

it('tells how many runs were disturbed, where there were any', () => {
  expect(nodesReport(outcome(1.8))).not.toContain('made again')
  expect(nodesReport({ ...outcome(1.8), repeated: 2 })).toContain('made again, as others disturbed them: 2.')
})

it.each([
  [40, '1.00 × the commands, 1.00 × the CPU time (flat, ≤ 1.3 ×: met)'],
  [52.1, '1.00 × the commands, 1.30 × the CPU time (flat, ≤ 1.3 ×: NOT MET)'],
])('of 40 µs that become %f with the rooms says how flat that is', (last, sentence) => {
  expect(nodesReport(outcome(1.8, last))).toContain(sentence)
})
