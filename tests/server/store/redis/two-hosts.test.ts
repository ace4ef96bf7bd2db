// Two hosts that share one Redis, by prefixes or by databases: neither has anything of the other, and nothing is outside.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { RedisAccounts } from '../../../../server/store/redis/redis-accounts.ts'
import { RedisAwayClock } from '../../../../server/store/redis/redis-away-clock.ts'
import { RedisDirectory } from '../../../../server/store/redis/redis-directory.ts'
import { openRedisHost } from '../../../../server/store/redis/redis-host.ts'
import { RedisLastTalks } from '../../../../server/store/redis/redis-last-talks.ts'
import { RedisTokenFamilies } from '../../../../server/store/redis/redis-token-families.ts'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { account, login, newRoom, person, room, seq, talk, user } from '../../../contracts/samples.ts'
import { exchangeOf } from '../../../contracts/token-families.contract.ts'
import { everythingUnder, keysOf } from '../../../support/redis/all-keys.ts'
import { openLink, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisNode } from '../../../support/redis/redis-node.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { startRedis } from '../../../support/redis/redis-server.ts'

async function hostOn(open: OpenLink, prefix: string) {
  const link = await open(prefix)
  onTestFinished(() => link.close())
  const identity = await openRedisHost(link, prefix)
  const { log } = await linkedLog(open, prefix)
  const { signals } = await redisNode(open, prefix)
  const stores = {
    directory: new RedisDirectory(link),
    accounts: new RedisAccounts(link),
    families: new RedisTokenFamilies(link),
    talks: new RedisLastTalks(link),
    away: new RedisAwayClock(link),
  }
  return { link, identity, log, signals, ...stores }
}
type Host = Awaited<ReturnType<typeof hostOn>>

/** Something of everything that a host keeps. */
async function liveOn({ directory, accounts, families, talks, away, log, signals }: Host): Promise<void> {
  await directory.createRoom(newRoom('a'))
  await directory.createRoom({ ...newRoom('b'), kind: 'private' })
  await directory.setMembership(room('a'), person('u'), { present: true, stay: 1 })
  await directory.openDirectRoom({ roomId: room('c'), createdAt: 1 }, [person('u'), person('v')])
  await directory.ban(room('a'), person('w'), 1)
  await directory.invite(person('w'), { roomId: room('b'), by: person('u'), at: 1 })
  await directory.markRead(room('a'), user('u'), seq(1))
  await accounts.create(account('haneul'))
  await families.exchange(exchangeOf(0))
  await families.revoke('two', { at: Date.now(), until: Date.now() + 60_000 })
  await talks.take(room('a'), user('u'), { at: 1_000, nonce: 'n' }, 5_000)
  await away.missing(user('u'), 60_000)
  await log.append(room('a'), talk('n'))
  await signals.appear(person('u'))
}

async function seesNothing({ directory, accounts, families, log, signals }: Host): Promise<void> {
  expect(await directory.openRooms()).toEqual([])
  expect(await directory.seats(null, 9)).toEqual([])
  for (const each of ['stays', 'roomsOf', 'bannedFrom', 'invitations'] as const)
    for (const who of ['u', 'w']) expect(await directory[each](user(who))).toEqual([])
  expect(await directory.memberAnywhere(user('u'))).toBeNull()
  for (const id of ['a', 'b', 'c']) expect(await directory.room(room(id))).toBeNull()
  expect(await accounts.find(login('haneul'))).toBeNull()
  expect(await families.revokedSince(0)).toEqual([])
  expect((await log.head(room('a'))).last).toBe(0)
  expect(await signals.online([user('u')])).toEqual(new Set())
}

async function heardBy(link: RedisLink, channel: string): Promise<string[]> {
  const heard: string[] = []
  const unfollow = await link.channels.follow(channel, {
    hear: (message) => heard.push(String(message)),
    missed: () => {},
  })
  onTestFinished(unfollow)
  return heard
}

/** Each hears what is published on its own channel of the same name, and nothing of the other's. */
async function hearThemselvesAlone(links: readonly RedisLink[]): Promise<void> {
  const heard = await Promise.all(links.map((link) => heardBy(link, link.keys.topic('news'))))
  for (const [nth, link] of links.entries()) link.channels.publish(link.keys.topic('news'), `of ${nth}`)
  for (const [nth, ear] of heard.entries())
    await vi.waitFor(() => expect(ear).toEqual([`of ${nth}`]), { timeout: 20_000 })
}

withRedis((kind, open) => {
  describe(`two hosts on one ${kind}`, () => {
    it('[RS10] have nothing of each other, and no key outside of their prefixes', async () => {
      const prefixes = ['chat', 'chat-2']
      const [one, other] = [await hostOn(open, 'chat'), await hostOn(open, 'chat-2')]
      expect(one.identity.hostId).not.toBe(other.identity.hostId)
      await liveOn(one)
      await seesNothing(other)
      await liveOn(other)
      await hearThemselvesAlone([one.link, other.link])
      const keys = await keysOf(one.link)
      expect(keys.length).toBeGreaterThan(50)
      const owners = keys.map((key) => prefixes.find((prefix) => key.startsWith(`${prefix}:{`)))
      expect(new Set(owners)).toEqual(new Set(prefixes))
      const lasting = /:\{([rludf]:|h:(rooms|seats|families|host)\})/
      const kept = (await everythingUnder(one.link)).filter(([key]) => lasting.test(key))
      expect(kept.length).toBeGreaterThan(20)
      await other.directory.changeRoom(room('a'), { name: '다른 방', closedAt: 1 })
      await other.directory.ban(room('a'), person('u'), 9)
      await other.families.revoke('one', { at: 1, until: Date.now() })
      const left = new Map(await everythingUnder(one.link))
      for (const [key, value] of kept) expect(left.get(key), key).toBe(value)
    })
  })
})

describe.skipIf(redisProgram() === null)('two hosts in two databases of one Redis', () => {
  it('[RS10] have nothing of each other, with the same prefix, whatever is published', async () => {
    const server = await startRedis()
    const open =
      (database: number): OpenLink =>
      (prefix) =>
        openLink(`redis://${server.address}/${database}`, prefix)
    const [one, other] = [await hostOn(open(0), 'chat'), await hostOn(open(1), 'chat')]
    await liveOn(one)
    await seesNothing(other)
    await liveOn(other)
    await hearThemselvesAlone([one.link, other.link])
  })
})
