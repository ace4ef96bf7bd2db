import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { capacityOf, descriptorsAllowed } from '../../../server/limits/capacity.ts'

describe('what a process can have open', () => {
  it.each([
    ['the table where the system sets no limit', null, LIMITS.sockets, LIMITS.connections],
    ['the table where the system allows as much', LIMITS.sockets + 100, LIMITS.sockets, LIMITS.connections],
    ['fewer where the system allows one less', LIMITS.sockets + 99, LIMITS.sockets - 1, 9_999],
    ['what is left of 1,024 files', 1_024, 924, 840],
    ['a few in any case', 10, 16, 14],
  ])('[AD6] is %s', (_what, descriptors, sockets, connections) => {
    expect(capacityOf(descriptors)).toEqual({ sockets, connections })
  })

  it('[AD6] is asked of the system', () => {
    const descriptors = descriptorsAllowed()
    if (descriptors !== null) expect(descriptors).toBeGreaterThan(0)
  })
})
