// What a node knows of the others, by leases.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { NodeLease } from '../../../../server/store/redis/node-lease.ts'
import { outage } from '../../../support/held-log.ts'
import { freshPrefix, withRedis } from '../../../support/redis/redis-kinds.ts'
import { redisNode } from '../../../support/redis/redis-node.ts'
import { SHORT } from '../../../support/redis/short-leases.ts'

/** A link on which the answers to renewals come when they are let go. */
function slowRenewals(link: RedisLink) {
  const held: (() => void)[] = []
  const script: RedisLink['script'] = (name, lua) => {
    const run = link.script(name, lua)
    if (name !== 'renewLease') return run
    return async (keys, args) => {
      const answer = await run(keys, args)
      await new Promise<void>((resolve) => held.push(resolve))
      return answer
    }
  }
  return { link: { ...link, script }, held }
}

withRedis((kind, open) => {
  describe(`a node's lease on ${kind}`, () => {
    it('[ND4] knows a node that came while it was being renewed', async () => {
      const prefix = freshPrefix()
      const link = await open(prefix)
      onTestFinished(() => link.close())
      const slow = slowRenewals(link)
      const lease = new NodeLease(slow.link, SHORT)
      await lease.start()
      onTestFinished(async () => void (await lease.close()))
      const renewed = lease.renew()
      await vi.waitFor(() => expect(slow.held).toHaveLength(1), { timeout: 20_000 })
      const { lease: other } = await redisNode(open, prefix)
      const existing = lease.existing([other.id, 'nobody'])
      const letGo = setInterval(() => slow.held.shift()?.(), 5)
      onTestFinished(() => clearInterval(letGo))
      await renewed
      expect(await existing).toEqual(new Set([lease.id, other.id]))
    })

    it('[ND4] has another name when it was lost, and says so once', async () => {
      const { lease, link } = await redisNode(open, freshPrefix())
      const [before, lost] = [lease.id, vi.fn()]
      lease.watch({ lost })
      await link.commands.zrem(link.keys.host('nodes', 'leases'), before)
      await Promise.all([lease.renew(), lease.renew()])
      await lease.renew()
      expect(lost.mock.calls).toEqual([[before]])
      expect(lease.id).not.toBe(before)
      expect(await link.commands.zrange(link.keys.host('nodes', 'leases'), 0, -1)).toEqual([lease.id])
    })

    it('[ND4] says that it was lost also where nobody answered that it was taken again', async () => {
      const prefix = freshPrefix()
      const link = await open(prefix)
      onTestFinished(() => link.close())
      let isLost = false
      const script: RedisLink['script'] = (name, lua) => {
        const run = link.script(name, lua)
        return async (keys, args) => {
          const answer = await run(keys, args)
          if (name === 'takeLease' && isLost) throw outage()
          return answer
        }
      }
      const lease = new NodeLease({ ...link, script }, SHORT)
      await lease.start()
      onTestFinished(async () => void (await lease.close()))
      const [before, lost] = [lease.id, vi.fn()]
      lease.watch({ lost })
      await link.commands.zrem(link.keys.host('nodes', 'leases'), before)
      isLost = true
      await expect(lease.renew()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      isLost = false
      await lease.renew()
      expect(lost.mock.calls).toEqual([[before]])
    })
  })
})
