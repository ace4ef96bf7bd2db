import { describe, expect, it } from 'vitest'
import { NetworkBuckets } from '../../../server/limits/network-buckets.ts'

const RATE = { perSecond: 0.1, burst: 2 }

function emptied(buckets: NetworkBuckets, address: string, now: number): void {
  for (let taken = 0; taken < RATE.burst; taken += 1) buckets.take(address, now)
}

describe('buckets by network', () => {
  it('are each network’s own', () => {
    const buckets = new NetworkBuckets(RATE)
    emptied(buckets, '2001:db8::1', 0)
    expect(buckets.wait('2001:db8::2', 0)).toBe(10_000)
    expect(buckets.wait('2001:db8:1::2', 0)).toBe(0)
  })

  it('are remembered of a bounded number of networks, the latest ones', () => {
    const buckets = new NetworkBuckets(RATE)
    const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`
    for (let i = 0; i <= 10_000; i += 1) emptied(buckets, address(i), 1)
    expect(buckets.wait(address(1), 1)).toBeGreaterThan(0)
    expect(buckets.wait(address(0), 1)).toBe(0)
  })
})
