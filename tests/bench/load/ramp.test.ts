// The search for the highest rate, against servers that are only a number.
import { describe, expect, it } from 'vitest'
import { ramp } from '../../../bench/load/ramp.ts'
import type { Step } from '../../../bench/plan.ts'

const SUBSCRIBERS = 10

function step(rate: number, faults: Partial<Step> = {}): Step {
  const good = { p50: 1, p99: 2, lost: 0, disordered: 0, behind: false, serverCpus: null, clientBusy: 0.5 }
  return { rate, deliveriesPerSecond: rate * SUBSCRIBERS, ...good, ...faults }
}

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
    const { best } = await ramp(failingAbove(3_210, faults), SUBSCRIBERS, 50)
    expect(best?.rate).toBeLessThanOrEqual(3_210)
    expect(best?.rate).toBeGreaterThan(3_210 / 1.06)
  })

  it('forgives one bad moment at a rate', async () => {
    const seen = new Set<number>()
    const stumbling = async (rate: number): Promise<Step> => {
      const again = seen.has(rate)
      seen.add(rate)
      return rate <= 1_000 && again ? step(rate) : step(rate, { p99: 400 })
    }
    const { best } = await ramp(stumbling, SUBSCRIBERS, 50)
    expect(best?.rate).toBeGreaterThan(1_000 / 1.06)
  })

  it('has no best where the first rate fails already', async () => {
    const { best, steps } = await ramp(failingAbove(0, { lost: 1 }), SUBSCRIBERS, 50)
    expect(best).toBeNull()
    expect(steps).toHaveLength(2)
  })
})
