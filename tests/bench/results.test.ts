// What is kept of the runs: medians, spreads, failures, and the rate at which the next search begins.
import { describe, expect, it } from 'vitest'
import { figureOf, Results, type Trial } from '../../bench/results.ts'
import { rampOutcome } from './outcomes.ts'

const trial: Trial = { contender: 'loop', scenario: 'A', meter: 'own' }
const rateOf = (results: Results): number | undefined =>
  results.figure(trial, (outcome) => (outcome.kind === 'ramp' ? outcome.best.rate : null))?.median

describe('a figure', () => {
  it.each([
    [[3, 1, 2], 2, 0.5],
    [[4, 1, 2, 3], 2.5, 0.6],
    [[7], 7, 0],
  ])('of %j has the median %f and the spread %f', (values, median, spread) => {
    expect(figureOf(values)).toEqual({ median, spread })
  })

  it('is missing where there are no values', () => {
    expect(figureOf([])).toBeNull()
  })
})

describe('results', () => {
  it('leave out the runs that have no figure', () => {
    const results = new Results()
    results.add(trial, rampOutcome(7))
    results.add(trial, { kind: 'idle', bytesEach: null, sent: 0 })
    expect(rateOf(results)).toBe(7)
  })

  it('have no figure of a server that failed in one run', () => {
    const results = new Results()
    results.add(trial, rampOutcome(7))
    results.fail(trial, 'It closed connections.')
    expect(rateOf(results)).toBeUndefined()
    expect(results.failures()).toEqual(['loop A own: It closed connections.'])
  })

  it('know the last rate that any meter came to in a scenario, and no other scenario’s', () => {
    const results = new Results()
    results.add(trial, rampOutcome(7))
    results.add({ ...trial, meter: 'stompload' }, rampOutcome(8))
    results.add({ ...trial, scenario: 'A-ids' }, rampOutcome(9))
    expect(results.rateBefore(trial)).toBe(8)
    expect(results.rateBefore({ ...trial, contender: 'rabbitmq' })).toBeNull()
  })
})
