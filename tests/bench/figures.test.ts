// Medians of runs, and the table that is made of them.
import { describe, expect, it } from 'vitest'
import { fanOutFigures, medians, type Figures } from '../../bench/figures.ts'
import { table } from '../../bench/table.ts'

const figures = (deliveriesPerSecond: number | null): Figures => ({
  ...fanOutFigures(null),
  deliveriesPerSecond,
  outsideDeliveriesPerSecond: null,
  quietP50: 1,
  quietP99: 2,
  receiptsOneByOne: 3,
  receiptsMany: 4,
  idleBytes: 5,
})

describe('medians', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[null, 7], 7],
    [[null], null],
  ])('of %j are %j', (values, median) => {
    expect(medians(values.map(figures)).deliveriesPerSecond).toBe(median)
  })
})

describe('the table', () => {
  it('gives each figure as a multiple of the loop’s, and leaves out what nobody measured', () => {
    const lines = table(figures(200_000), figures(1_500_000)).split('\n')
    expect(lines[1]).toMatch(/^deliveries\/s.* 200,000 +1,500,000 +7\.50 ×$/)
    expect(lines.some((line) => line.includes('stompload'))).toBe(false)
  })
})
