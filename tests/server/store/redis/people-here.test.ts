// Who is here, on several nodes, of which some die.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { PresenceChange } from '../../../../server/store/signals.ts'
import { person, span, user } from '../../../contracts/samples.ts'
import { openMockRedis } from '../../../../server/store/redis/mock-redis.ts'
import { freshPrefix, openLink, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisNode, type TestNode } from '../../../support/redis/redis-node.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { SHORT, WITHOUT_TIME } from '../../../support/redis/short-leases.ts'
import { startRedis, type RedisServer } from '../../../support/redis/redis-server.ts'

const U = person('u')
const PATIENCE = { timeout: 20_000, interval: 20 }

interface Told extends TestNode {
  /** What was told by no call. */
  changes: PresenceChange[]
}

async function nodes(open: OpenLink, count: number, times = SHORT): Promise<Told[]> {
  const prefix = freshPrefix()
  return Promise.all(
    span(1, count).map(async () => {
      const node = await redisNode(open, prefix, times)
      const changes: PresenceChange[] = []
      await node.signals.followPresence((change) => changes.push(change))
      return { ...node, changes }
    }),
  )
}

/** It does nothing more, as after `kill -9`: its lease is not renewed. */
function die({ lease }: TestNode): void {
  vi.spyOn(lease, 'renew').mockImplementation(() => new Promise(() => {}))
}

const gone = (...ids: string[]) => ids.map((id) => ({ userId: user(id), online: false }))
const back = (...ids: string[]) => ids.map((id) => ({ userId: user(id), online: true }))

/** People of a node that dies. */
const CROWD = 250

/** `keepsTime`: leases run out there when they should; what waits for that is tried there alone. */
function suite(kind: string, open: OpenLink, keepsTime = true): void {
  const timed = (name: string, test: () => Promise<void>): void => void (keepsTime && it(name, test))
  const some = (count: number) => nodes(open, count, keepsTime ? SHORT : WITHOUT_TIME)

  describe(`who is here, by ${kind}`, { timeout: 30_000 }, () => {
    it('[ND3] is told with their first connection on any node, and with their last', async () => {
      const [one, other] = (await some(2)) as [Told, Told]
      expect(await one.signals.appear(U)).toBe(true)
      expect(await other.signals.appear(person('u', '다른 이름'))).toBe(false)
      expect(await other.signals.appear(U)).toBe(false)
      for (const { signals } of [one, other]) {
        expect(await signals.online([U.userId, user('v')])).toEqual(new Set(['u']))
        expect(await signals.present(U.userId)).toEqual(U)
      }
      expect(await one.signals.vanish(U.userId)).toBe(false)
      expect(await one.signals.present(U.userId)).toEqual(person('u', '다른 이름'))
      expect(await other.signals.vanish(U.userId)).toBe(false)
      expect(await other.signals.vanish(U.userId)).toBe(true)
      expect(await one.signals.online([U.userId])).toEqual(new Set())
      expect([...one.changes, ...other.changes]).toEqual([])
    })

    it('[ND3] is known on their own node at once, while Redis is still told', async () => {
      const [one, other] = (await some(2)) as [Told, Told]
      const told = one.signals.appear(U)
      expect(await one.signals.present(U.userId)).toEqual(U)
      expect(await told).toBe(true)
      expect(await one.signals.appear(person('u', '다른 이름'))).toBe(false)
      for (const { signals } of [one, other]) expect(await signals.present(U.userId)).toEqual(U)
      for (const _ of ['the first', 'the second']) await one.signals.vanish(U.userId)
      expect(await one.signals.present(U.userId)).toBeNull()
    })

    it('[ND3] is told once, however many nodes they come to and go from at the same time', async () => {
      const all = await some(3)
      const came = await Promise.all(all.map(({ signals }) => signals.appear(U)))
      expect(came.filter(Boolean)).toHaveLength(1)
      const went = await Promise.all(all.map(({ signals }) => signals.vanish(U.userId)))
      expect(went.filter(Boolean)).toHaveLength(1)
    })

    timed('[ND4] goes with a node that dies, each told once, and not who is elsewhere too', async () => {
      const all = (await some(4)) as [Told, Told, Told, Told]
      const [dead, alsoDead, ...living] = all
      const people = span(1, CROWD).map((at) => person(`p${at}`))
      await Promise.all(people.map((each) => dead.signals.appear(each)))
      await alsoDead.signals.appear(person('p1'))
      await living[0].signals.appear(person('p2'))
      for (const node of [dead, alsoDead]) die(node)
      const told = () => living.flatMap(({ changes }) => changes)
      await vi.waitFor(() => expect(told()).toHaveLength(CROWD - 1), PATIENCE)
      expect(new Set(told().map(({ userId }) => userId))).toEqual(
        new Set(['p1', ...span(3, CROWD).map((at) => `p${at}`)]),
      )
      const ids = people.map(({ userId }) => userId)
      expect(await living[1].signals.online(ids)).toEqual(new Set(['p2']))
      // What they left is cleared away, so nothing more can come of it.
      const { commands, keys } = living[0].link
      await vi.waitFor(
        async () => expect(await commands.zcard(keys.host('nodes', 'ended'))).toBe(0),
        PATIENCE,
      )
      expect(await commands.scard(keys.host('nodes', `people:${dead.lease.id}`))).toBe(0)
      expect(told()).toHaveLength(CROWD - 1)
    })

    timed('[ND4] is known again when a node that was taken for dead comes back', async () => {
      const [frozen, other] = (await some(2)) as [Told, Told]
      for (const id of ['u', 'v']) await frozen.signals.appear(person(id))
      await other.signals.appear(person('v'))
      const renew = vi.spyOn(frozen.lease, 'renew').mockImplementation(() => new Promise(() => {}))
      await vi.waitFor(() => expect(other.changes).toEqual(gone('u')), PATIENCE)
      renew.mockRestore()
      await frozen.lease.renew()
      await vi.waitFor(() => expect(frozen.changes).toEqual(back('u')), PATIENCE)
      expect(await other.signals.online([user('u'), user('v')])).toEqual(new Set(['u', 'v']))
      expect(await frozen.signals.vanish(user('u'))).toBe(true)
      expect(await frozen.signals.vanish(user('v'))).toBe(false)
      expect(other.changes).toEqual(gone('u'))
    })

    timed(
      '[ND4] is right also for who comes to a node that was taken for dead and does not know yet',
      async () => {
        const [frozen, other] = (await some(2)) as [Told, Told]
        await frozen.signals.appear(person('v'))
        const renew = vi.spyOn(frozen.lease, 'renew').mockImplementation(() => new Promise(() => {}))
        await vi.waitFor(() => expect(other.changes).toEqual(gone('v')), PATIENCE)
        renew.mockRestore()
        expect(await frozen.signals.appear(U)).toBe(true)
        expect(await other.signals.online([U.userId])).toEqual(new Set(['u']))
        expect(await frozen.signals.vanish(U.userId)).toBe(true)
      },
    )

    it('[ND4] is not who was written by a node while it was cleared away', async () => {
      const [one, other] = (await some(2)) as [Told, Told]
      const { commands, keys } = one.link
      await commands.hset(keys.person(user('u'), 'here'), 'node-that-is-no-more', '1 이름')
      expect(await other.signals.online([user('u')])).toEqual(new Set())
      expect(await other.signals.present(user('u'))).toBeNull()
      expect(await one.signals.appear(U)).toBe(true)
      expect(await one.signals.vanish(U.userId)).toBe(true)
      expect(await commands.exists(keys.person(user('u'), 'here'))).toBe(0)
    })

    timed('[ND5] stays when a node stops in order, for who comes back on another one', async () => {
      const [stopping, other] = (await some(2)) as [Told, Told]
      for (const id of ['u', 'v']) await stopping.signals.appear(person(id))
      stopping.signals.handOver()
      for (const id of ['u', 'v']) expect(await stopping.signals.vanish(user(id))).toBe(false)
      await stopping.signals.close()
      expect(await other.signals.online([user('u'), user('v')])).toEqual(new Set(['u', 'v']))
      expect(await other.signals.appear(U)).toBe(false)
      await vi.waitFor(() => expect(other.changes).toEqual(gone('v')), PATIENCE)
      expect(await other.signals.online([user('u'), user('v')])).toEqual(new Set(['u']))
    })

    it('[ND5] is nobody when the last node stops', async () => {
      const [only] = (await some(1)) as [Told]
      await only.signals.appear(U)
      await only.signals.close()
      const { commands, keys } = only.link
      expect(await commands.exists(keys.person(user('u'), 'here'))).toBe(0)
      expect(await commands.zcard(keys.host('nodes', 'leases'))).toBe(0)
      expect(await commands.zcard(keys.host('nodes', 'ended'))).toBe(0)
      expect(await commands.scard(keys.host('nodes', `people:${only.lease.id}`))).toBe(0)
      expect(only.changes).toEqual([])
    })
  })
}

withRedis((kind, open) => suite(kind, open))
suite('ioredis-mock', openMockRedis, false)

describe.skipIf(redisProgram() === null)('who is here, by a process', { timeout: 60_000 }, () => {
  /** One node in this process, and one in another, which somebody is on. */
  async function withProcess(...people: string[]) {
    const server = await startRedis()
    const prefix = freshPrefix()
    const open: OpenLink = () => openLink(server.url, prefix)
    const node = await redisNode(open, prefix)
    const changes: PresenceChange[] = []
    await node.signals.followPresence((change) => changes.push(change))
    const program = join(import.meta.dirname, 'node-until-killed.ts')
    const child = spawn(process.execPath, [program, server.url, prefix, ...people], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    return { node, changes, child }
  }

  it('[ND4] goes with it when it is killed with -9, within a lease and a renewal', async () => {
    const { node, changes, child } = await withProcess('u', 'v')
    await node.signals.appear(person('v'))
    expect(await node.signals.online([user('u')])).toEqual(new Set(['u']))
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(changes).toEqual(gone('u')), PATIENCE)
    expect(await node.signals.online([user('u'), user('v')])).toEqual(new Set(['v']))
  })

  it('[ND4] goes with it when it stands still, and is back when that goes on', async () => {
    const { node, changes, child } = await withProcess('u')
    child.kill('SIGSTOP')
    await vi.waitFor(() => expect(changes).toEqual(gone('u')), PATIENCE)
    child.kill('SIGCONT')
    await vi.waitFor(
      async () => expect(await node.signals.online([user('u')])).toEqual(new Set(['u'])),
      PATIENCE,
    )
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(changes).toEqual(gone('u', 'u')), PATIENCE)
  })
})

describe.skipIf(redisProgram() === null)('who is here, while Redis is away', { timeout: 60_000 }, () => {
  async function onRedis(count: number): Promise<{ server: RedisServer; all: Told[] }> {
    const server = await startRedis()
    return { server, all: await nodes((prefix) => openLink(server.url, prefix), count) }
  }

  it('[ND4] is told when it is back, of who came and went meanwhile', async () => {
    const { server, all } = await onRedis(2)
    const [one, other] = all as [Told, Told]
    await one.signals.appear(person('goes'))
    server.freeze()
    onTestFinished(() => server.thaw())
    const refused = [
      one.signals.appear(person('comes')),
      one.signals.vanish(user('goes')),
      one.signals.appear(person('passes')),
    ]
    const passed = one.signals.vanish(user('passes'))
    for (const each of [...refused, passed]) await expect(each).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    server.thaw()
    const ids = ['comes', 'goes', 'passes'].map(user)
    await vi.waitFor(
      async () => expect(await other.signals.online(ids)).toEqual(new Set(['comes'])),
      PATIENCE,
    )
    expect(await one.signals.vanish(user('comes'))).toBe(true)
  })

  it('[ND4] is nobody less because Redis stood still', async () => {
    const { server, all } = await onRedis(3)
    for (const [at, { signals }] of all.entries()) await signals.appear(person(`u${at}`))
    const before = all.map(({ lease }) => lease.id)
    server.freeze()
    onTestFinished(() => server.thaw())
    // As long as several leases: that is what is tried here.
    await sleep(3 * SHORT.lease)
    server.thaw()
    await vi.waitFor(() => Promise.all(all.map(({ lease }) => lease.renew())), PATIENCE)
    const [first] = all as [Told]
    await first.lease.renew()
    expect(await first.signals.online(span(0, 2).map((at) => user(`u${at}`)))).toHaveProperty('size', 3)
    expect(all.map(({ lease }) => lease.id)).toEqual(before)
    expect(all.flatMap(({ changes }) => changes)).toEqual([])
  })

  it('[ND4] is everybody again when Redis has lost all that it had', async () => {
    const { server, all } = await onRedis(2)
    const people = span(1, 150).map((at) => person(`p${at}`))
    for (const [at, each] of people.entries()) await all[at % 2]?.signals.appear(each)
    await server.kill()
    await server.start()
    const ids = people.map(({ userId }) => userId)
    await vi.waitFor(
      async () => expect(await all[0]?.signals.online(ids)).toHaveProperty('size', ids.length),
      PATIENCE,
    )
    const key = all[0]?.link.keys.person(user('p2'), 'here') ?? ''
    await vi.waitFor(async () => expect(await all[0]?.link.commands.hlen(key)).toBe(1), PATIENCE)
  })
})
