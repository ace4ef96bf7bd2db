// What a step counts: deliveries, what is missing, what is out of order, and how long each took.
import { describe, expect, it } from 'vitest'
import { Tally } from '../../../bench/load/tally.ts'

/** Two subscribers; messages 10, 11 and 12 are due at 0, 100 and 200 ms, and measured from 100 on. */
function tallyOfThree(): Tally {
  const tally = new Tally({ subscribers: 2, rooms: 1 }, 10, 100)
  for (const due of [0, 100, 200]) tally.sent(due)
  return tally
}

describe('a tally', () => {
  it('counts every message to every subscriber', () => {
    const tally = tallyOfThree()
    expect(tally.missing).toBe(6)
    for (const subscriber of [0, 1])
      for (const message of [10, 11, 12]) tally.delivered(subscriber, message, 300)
    expect(tally).toMatchObject({ received: 6, missing: 0, disordered: 0, measured: 4 })
  })

  it('notices what was passed over, and what comes late or twice', () => {
    const tally = tallyOfThree()
    tally.delivered(0, 12, 300)
    expect(tally).toMatchObject({ missing: 5, disordered: 0 })
    tally.delivered(0, 11, 301)
    tally.delivered(0, 12, 302)
    expect(tally.disordered).toBe(2)
  })

  it('leaves out the warm-up, and messages of another step', () => {
    const tally = tallyOfThree()
    tally.delivered(0, 10, 50)
    tally.delivered(0, 9, 50)
    tally.delivered(0, 11, 130)
    expect(tally).toMatchObject({ received: 2, measured: 1 })
    expect(tally.latencies.percentile(1)).toBeCloseTo(30)
  })

  it('says whether anything came since it was asked', () => {
    const tally = tallyOfThree()
    expect(tally.receivedSinceAsked()).toBe(false)
    tally.delivered(0, 10, 50)
    expect([tally.receivedSinceAsked(), tally.receivedSinceAsked()]).toEqual([true, false])
  })

  it('tells rooms apart: each has every other message, and one of another room is out of order', () => {
    const tally = new Tally({ subscribers: 4, rooms: 2 }, 11, 0)
    for (const due of [0, 1, 2, 3]) tally.sent(due)
    expect(tally.missing).toBe(8)
    for (const [subscriber, message] of [
      [0, 12],
      [2, 12],
      [1, 11],
      [3, 11],
      [0, 14],
      [1, 13],
    ] as const)
      tally.delivered(subscriber, message, 5)
    expect(tally).toMatchObject({ missing: 2, disordered: 0 })
    tally.delivered(2, 13, 5)
    expect(tally.disordered).toBe(1)
  })
})
