// The slots of keys, as a Redis Cluster has them.
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import { redisClusterForAll } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'

it.each([
  ['', 0],
  ['123456789', 12_739],
  ['foo', 12_182],
  ['{user1000}.following', 3_443],
  ['{user1000}.followers', 3_443],
])('the slot of %o is %i', (key, slot) => {
  expect(slotOf(key)).toBe(slot)
})

describe.skipIf(redisProgram() === null)('on a Cluster', () => {
  const cluster = redisClusterForAll()

  it('they are those that it says', async () => {
    const link = await openLink(cluster().url, freshPrefix())
    onTestFinished(() => link.close())
    const keys = fc.sample(fc.string({ unit: fc.constantFrom('a', 'b', '{', '}', ':', '방') }), 300)
    for (const key of keys)
      expect([key, slotOf(key)]).toEqual([key, await link.commands.cluster('KEYSLOT', key)])
  })
})
