// The search for the highest rate, against servers that are only a number.
import { describe, expect, it } from 'vitest'
import { ramp } from '../../../bench/load/ramp.ts'
import type { Step } from '../../../bench/plan.ts'
import { step } from '../outcomes.ts'

const SUBSCRIBERS = 10
const GOAL = { withinMs: 50, from: 100, factor: 2 }

/** A server that fails in this way above a rate. */
const failingAbove = (limit: number, faults: Partial<Step>) => async (rate: number) =>
  rate > limit ? step(rate, faults) : step(rate)

describe('the ramp', () => {
  it.each<Partial<Step>>([
    { p99: 51 },
    { lost: 1 },
    { disordered: 1 },
    { behind: true },
    { deliveriesPerSecond: 1 },
  ])('comes within 6 %% below the rate at which %o begins', async (faults) => {
    const best = await ramp(failingAbove(3_210, faults), SUBSCRIBERS, GOAL)
    expect(best?.rate).toBeLessThanOrEqual(3_210)
    expect(best?.rate).toBeGreaterThan(3_210 / 1.06)
  })

  it.each([
    [3_000, 1.25],
    [5_000, 1.25],
    [100_000, 2],
  ])('comes to the same from %i by steps of %f', async (from, factor) => {
    const best = await ramp(failingAbove(3_210, { lost: 1 }), SUBSCRIBERS, { withinMs: 50, from, factor })
    expect(best?.rate).toBeLessThanOrEqual(3_210)
    expect(best?.rate).toBeGreaterThan(3_210 / 1.06)
  })

  it('passes at the goal', async () => {
    const best = await ramp(async (rate) => step(rate, { p99: rate > 1_000 ? 50.05 : 50 }), SUBSCRIBERS, GOAL)
    expect(best?.p99).toBe(50)
  })

  it('forgives one bad moment at a rate', async () => {
    const seen = new Set<number>()
    const stumbling = async (rate: number): Promise<Step> => {
      const again = seen.has(rate)
      seen.add(rate)
      return rate <= 1_000 && again ? step(rate) : step(rate, { p99: 400 })
    }
    const best = await ramp(stumbling, SUBSCRIBERS, GOAL)
    expect(best?.rate).toBeGreaterThan(1_000 / 1.06)
  })

  it('has no best where not even one message a second passes', async () => {
    expect(await ramp(failingAbove(0, { lost: 1 }), SUBSCRIBERS, GOAL)).toBeNull()
  })

  it('ends where a server has no limit', async () => {
    const best = await ramp(failingAbove(Infinity, {}), SUBSCRIBERS, GOAL)
    expect(best?.rate).toBe(102_400)
  })
})
