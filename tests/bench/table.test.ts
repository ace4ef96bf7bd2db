// The table: ratios, goals, and words in the cells that have no figure.
import { describe, expect, it } from 'vitest'
import type { ContenderName } from '../../bench/contenders/contender.ts'
import type { MeterName } from '../../bench/meters/meter.ts'
import type { Outcome } from '../../bench/plan.ts'
import { Results } from '../../bench/results.ts'
import type { ScenarioName } from '../../bench/scenarios.ts'
import { table, type Extent } from '../../bench/table.ts'
import { rampOutcome } from './outcomes.ts'

const extent: Extent = { peers: ['loop', 'rabbitmq'], absent: [], scenarios: ['A'], meters: ['own'] }

function tableOf(
  outcomes: Partial<Record<ContenderName, Outcome[]>>,
  changes: Partial<Extent> = {},
): string[][] {
  const results = new Results()
  const { scenarios, meters } = { ...extent, ...changes }
  for (const scenario of scenarios) for (const meter of meters) addAll(results, scenario, meter, outcomes)
  const lines = table(results, { ...extent, ...changes }).split('\n')
  return lines.map((line) => line.split('|').map((cell) => cell.trim()))
}

function addAll(
  results: Results,
  scenario: ScenarioName,
  meter: MeterName,
  outcomes: Partial<Record<ContenderName, Outcome[]>>,
): void {
  for (const contender of ['sarangbang', 'loop', 'rabbitmq'] as const)
    for (const outcome of outcomes[contender] ?? []) results.add({ contender, scenario, meter }, outcome)
}

describe('the table', () => {
  it('has the medians, how far the runs lie apart, ours as a multiple of each peer’s, and the goal', () => {
    const rows = tableOf({
      sarangbang: [10_000, 12_000, 11_000].map(rampOutcome),
      loop: [rampOutcome(1_000)],
      rabbitmq: [rampOutcome(440)],
    })
    expect(rows[0]?.slice(2, -1)).toEqual(['sarangbang', 'ws.send loop', 'RabbitMQ', 'goal'])
    expect(rows[2]?.slice(2, -1)).toEqual([
      '110,000 ±9 %',
      '10,000 (11.00 ×)',
      '4,400 (25.00 ×)',
      '≥ 8 × ws.send loop: met',
    ])
  })

  it.each([
    [7_999, 'NOT MET'],
    [8_000, 'met'],
  ])('of a goal of 8 × says for %i against 1,000 that it is %s', (rate, word) => {
    const rows = tableOf({ sarangbang: [rampOutcome(rate)], loop: [rampOutcome(1_000)] })
    expect(rows[2]?.at(-2)).toBe(`≥ 8 × ws.send loop: ${word}`)
  })

  it.each([
    [13_000, 'met'],
    [13_001, 'NOT MET'],
  ])('of a goal of at most 1.3 × says for %i bytes against 10,000 that it is %s', (bytesEach, word) => {
    const idle = (bytes: number): Outcome => ({ kind: 'idle', bytesEach: bytes, sent: 0 })
    const rows = tableOf({ sarangbang: [idle(bytesEach)], loop: [idle(10_000)] }, { scenarios: ['D'] })
    expect(rows[2]?.at(-2)).toBe(`≤ 1.3 × ws.send loop: ${word}`)
  })

  it('says which peer is not here, which failed, and which has nothing to measure', () => {
    const failed = tableOf({ sarangbang: [rampOutcome(1)] }, { absent: ['rabbitmq'] })
    expect(failed[2]?.slice(3, -1)).toEqual(['failed', 'not here', '≥ 8 × ws.send loop: not measured'])
    const receipts: Outcome = { kind: 'receipts', perSecond: 5, sent: 0 }
    const stored = tableOf({ sarangbang: [receipts], rabbitmq: [receipts] }, { scenarios: ['E1'] })
    expect(stored[2]?.slice(3, 5)).toEqual(['stores nothing', '5 (1.00 ×)'])
  })

  it('repeats the main rows for the outside program', () => {
    const rows = tableOf({ sarangbang: [rampOutcome(1)] }, { meters: ['own', 'stompload'] })
    expect(rows.map((row) => row[1]).filter((title) => title?.endsWith('by stompload'))).toHaveLength(1)
  })
})
