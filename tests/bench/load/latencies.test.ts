// Percentiles of latencies that were counted in bins.
import { describe, expect, it } from 'vitest'
import { Latencies } from '../../../bench/load/latencies.ts'

describe('latencies', () => {
  it('have the percentiles of what was added', () => {
    const latencies = new Latencies()
    for (let i = 100; i >= 1; i -= 1) latencies.add(i)
    expect(latencies.percentile(0.5)).toBeCloseTo(50)
    expect(latencies.percentile(0.99)).toBeCloseTo(99)
    expect(latencies.percentile(1)).toBeCloseTo(100)
  })

  it('keep those that are longer than the longest bin', () => {
    const latencies = new Latencies()
    latencies.add(1e9)
    expect(latencies.percentile(0.5)).toBe(10_000)
  })

  it('are 0 where there are none', () => {
    expect(new Latencies().percentile(0.99)).toBe(0)
  })
})
