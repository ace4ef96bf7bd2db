// Two nodes that make accounts at once, and logins that are claimed for accounts which never came to be.
import { describe, expect, it } from 'vitest'
import { RedisAccounts } from '../../../../server/store/redis/redis-accounts.ts'
import { account, login, user } from '../../../contracts/samples.ts'
import { altered, dyingBefore } from '../../../support/redis/altered-links.ts'
import { withRedis } from '../../../support/redis/redis-kinds.ts'
import { twoNodes } from '../../../support/redis/two-nodes.ts'

const many = Array.from({ length: 20 }, (_, nth) => nth)
const of = (id: string, who: string) => ({ ...account(id), userId: user(who) })

withRedis((kind, open) => {
  const two = async (): Promise<[RedisAccounts, RedisAccounts]> => {
    const [link, other] = await twoNodes(open)
    return [new RedisAccounts(link), new RedisAccounts(other)]
  }

  describe(`accounts of two nodes on ${kind}`, () => {
    it('[RS6] gives a login to one of two who ask for it at once', async () => {
      const [one, other] = await two()
      for (const nth of many) {
        const asked = [one.create(of(`l${nth}`, `u${nth}`)), other.create(of(`l${nth}`, `v${nth}`))]
        const made = await Promise.all(asked)
        expect(made.toSorted()).toEqual(['login-taken', 'made'])
        const owner = made[0] === 'made' ? `u${nth}` : `v${nth}`
        expect(await other.find(login(`l${nth}`))).toEqual(of(`l${nth}`, owner))
      }
    })

    it('[RS6] makes one account of somebody who asks for two at once, and the other login stays free', async () => {
      const [one, other] = await two()
      for (const nth of many) {
        const [a, b] = [`a${nth}`, `b${nth}`]
        const made = await Promise.all([one.create(of(a, `u${nth}`)), other.create(of(b, `u${nth}`))])
        expect(made.toSorted()).toEqual(['has-account', 'made'])
        const [free, taken] = made[0] === 'made' ? [b, a] : [a, b]
        expect(await one.create(of(free, `v${nth}`))).toBe('made')
        expect(await one.ofPerson(user(`u${nth}`))).toEqual(of(taken, `u${nth}`))
      }
    })

    it('[RS6] keeps the login of somebody who asks for the same account at once', async () => {
      const [one, other] = await two()
      for (const nth of many) {
        const same = of(`l${nth}`, `u${nth}`)
        const made = await Promise.all([one.create(same), other.create(same)])
        expect(made.toSorted()).toEqual(['has-account', 'made'])
        expect(await one.find(login(`l${nth}`))).toEqual(same)
        expect(await other.create(of(`l${nth}`, `v${nth}`))).toBe('login-taken')
      }
    })
  })

  describe(`a login on ${kind} that a node has died over`, () => {
    async function claimed() {
      const [link, other] = await twoNodes(open)
      const dying = new RedisAccounts(dyingBefore(other, 'makeAccount'))
      await expect(dying.create(of('haneul', 'u'))).rejects.toThrow('died')
      const lapse = () => link.commands.hset(link.keys.login(login('haneul')), 'at', Date.now() - 61_000)
      return { accounts: new RedisAccounts(link), lapse, other }
    }

    it('[RS6] is nobody’s, and whoever had asked for it gets it at once', async () => {
      const { accounts } = await claimed()
      expect(await accounts.find(login('haneul'))).toBeNull()
      expect(await accounts.ofPerson(user('u'))).toBeNull()
      expect(await accounts.create(of('haneul', 'v'))).toBe('login-taken')
      expect(await accounts.create(of('haneul', 'u'))).toBe('made')
      expect(await accounts.find(login('haneul'))).toEqual(of('haneul', 'u'))
    })

    it('[RS6] is anybody’s after a minute, and of one alone', async () => {
      const { accounts, lapse, other } = await claimed()
      await lapse()
      const asked = [accounts, new RedisAccounts(other)].map((each, nth) =>
        each.create(of('haneul', `v${nth}`)),
      )
      expect((await Promise.all(asked)).toSorted()).toEqual(['login-taken', 'made'])
      expect(await accounts.create(of('haneul', 'u'))).toBe('login-taken')
      expect(await accounts.create(of('bada', 'u'))).toBe('made')
    })

    it('[RS4] is not made an account when it is too late for it', async () => {
      const { accounts, other } = await claimed()
      const slow = altered(other, 'claimLogin', (run) => async (...call) => {
        const [holder, at, now] = (await run(...call)) as [string, number, number]
        return [holder, at - 31_000, now]
      })
      const tried = new RedisAccounts(slow).create(of('haneul', 'u'))
      await expect(tried).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      expect(await accounts.ofPerson(user('u'))).toBeNull()
    })

    it('[RS6] stays whose account it is, however long ago it was made', async () => {
      const { accounts, lapse } = await claimed()
      await accounts.create(of('haneul', 'u'))
      await lapse()
      expect(await accounts.create(of('haneul', 'v'))).toBe('login-taken')
    })
  })
})
