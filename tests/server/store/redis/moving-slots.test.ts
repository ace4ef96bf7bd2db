// Slots of a Cluster that move to another server while people talk in their rooms: nothing that was kept is lost, and whoever listens
// follows.
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { slotOf } from '../../../../server/store/redis/slot.ts'
import { room, seq } from '../../../contracts/samples.ts'
import { redisClusterForAll, type RedisCluster } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import type { RedisServer } from '../../../support/redis/redis-server.ts'
import { giveUpMove, masterOf, moveSlot } from '../../../support/redis/slot-move.ts'
import { PATIENCE, twoNodes, type Node } from './node-with-story.ts'

const ALL = { after: seq(0), limit: 1_000 }
const SLOT = slotOf('{r:a}')

/** Who has the slot, and somebody who has not. */
async function ends(cluster: RedisCluster, slot: number): Promise<[from: RedisServer, to: RedisServer]> {
  const from = await vi.waitFor(async () => {
    const master = await masterOf(cluster, slot)
    if (master === null) throw new Error('They do not agree.')
    return master
  }, PATIENCE)
  const to = cluster.nodes.find((node) => node !== from)
  if (to === undefined) throw new Error('There is one server alone.')
  return [from, to]
}

/** Says one thing after the other until it is told to stop; answers with all that was kept. */
function talking(node: Node, name: string): { stop: () => Promise<Entry[]>; said: () => number } {
  const kept: Entry[] = []
  let goesOn = true
  const all = (async () => {
    for (let count = 0; goesOn; count += 1) kept.push(await node.insist(`${name}${count}`))
  })()
  return { stop: async () => ((goesOn = false), await all, kept), said: () => kept.length }
}

async function linked(cluster: RedisCluster): Promise<RedisLink> {
  const link = await openLink(cluster.url, freshPrefix())
  onTestFinished(() => link.close())
  return link
}

describe.skipIf(redisProgram() === null)('a slot that moves', { timeout: 60_000 }, () => {
  const cluster = redisClusterForAll()

  it('[RD1] [RD2] [RD4] [RD7] loses nothing of its rooms, and says that it is another history', async () => {
    const nodes = await twoNodes(cluster().url)
    const voices = nodes.map((node, index) => talking(node, `v${index}-`))
    const saidMore = async (): Promise<void> => {
      const before = voices.map(({ said }) => said())
      await vi.waitFor(() => {
        for (const [index, { said }] of voices.entries()) expect(said()).toBeGreaterThan(before[index] ?? 0)
      }, PATIENCE)
    }
    await saidMore()
    const [from, to] = await ends(cluster(), SLOT)
    await moveSlot(SLOT, from, to)
    await saidMore()
    await moveSlot(SLOT, to, from)
    await saidMore()
    const kept = (await Promise.all(voices.map(({ stop }) => stop()))).flat()
    const log = await nodes[0].log.read(room('a'), ALL)
    expect(log.map(({ seq: each }) => each)).toEqual(log.map((_, index) => index + 1))
    expect(log.map(({ nonce }) => nonce).toSorted()).toEqual(kept.map(({ nonce }) => nonce).toSorted())
    for (const node of nodes) {
      await vi.waitFor(() => expect(node.newest).toBe(log.length), PATIENCE)
      expect(node.holes).toEqual([])
      expect(node.gaps.length).toBeGreaterThan(0)
    }
  })

  it('[ND1] is listened to where it is then, there and back', async () => {
    const [one, other] = [await linked(cluster()), await linked(cluster())]
    const channel = one.keys.topic('a')
    const [from, to] = await ends(cluster(), slotOf(channel))
    const heard: string[] = []
    const missed = vi.fn()
    await one.channels.follow(channel, { hear: (message) => heard.push(message.toString()), missed })
    for (const [source, target] of [
      [from, to],
      [to, from],
    ] as const) {
      missed.mockClear()
      await moveSlot(slotOf(channel), source, target)
      await vi.waitFor(() => expect(missed).toHaveBeenCalled(), PATIENCE)
      await vi.waitFor(() => other.channels.send(channel, `at ${target.port}`), PATIENCE)
      await vi.waitFor(() => expect(heard.at(-1)).toBe(`at ${target.port}`), PATIENCE)
    }
    expect(heard).toHaveLength(2)
  })

  it('[ND1] is listened to by who begins when it has just moved', async () => {
    const link = await linked(cluster())
    const channel = link.keys.topic('b')
    const [from, to] = await ends(cluster(), slotOf(channel))
    await moveSlot(slotOf(channel), from, to)
    const heard: string[] = []
    const follower = { hear: (message: Buffer) => heard.push(message.toString()), missed: () => {} }
    await vi.waitFor(() => link.channels.follow(channel, follower), { ...PATIENCE, timeout: 8_000 })
    await vi.waitFor(() => link.channels.send(channel, 'here'), PATIENCE)
    await vi.waitFor(() => expect(heard).toContain('here'), PATIENCE)
  })
  it('[RD1] is found by who asks for much at once, without a refusal', async () => {
    const link = await linked(cluster())
    const count = link.script('count', `return redis.call('INCR', KEYS[1])`)
    const keys = Array.from({ length: 30 }, (_, nth) => link.keys.topic(`topic ${nth}`))
    const countAll = (): Promise<unknown[]> => Promise.all(keys.map((key) => count([key], [])))
    await countAll()
    const slot = slotOf(keys[0] ?? '')
    const [from, to] = await ends(cluster(), slot)
    await moveSlot(slot, from, to)
    expect(await countAll()).toEqual(keys.map(() => 2))
  })
  it('[RS13] is waited for while it is half there, also with a script that no server has heard of', async () => {
    const link = await linked(cluster())
    const [there = '', missing = ''] = ['a', 'b'].map((part) => link.keys.host('half', part))
    await link.commands.set(there, 1)
    const both = link.script(
      'bothOfThem',
      `return redis.call('INCR', KEYS[1]) .. redis.call('INCR', KEYS[2])`,
    )
    const [from, to] = await ends(cluster(), slotOf(there))
    const before = await timesHeldOff(from)
    let answer: Promise<unknown> = Promise.resolve(null)
    await giveUpMove(slotOf(there), from, to, async () => {
      answer = both([there, missing], [])
      answer.catch(() => {})
      // It has been sent whole, and not been taken: the client believes it is known there.
      await vi.waitFor(async () => expect(await timesHeldOff(from)).toBeGreaterThan(before), PATIENCE)
    })
    expect(await answer).toBe('21')
  })
})

/** How often a server has told somebody to try again, as not all keys were there. */
async function timesHeldOff({ port }: RedisServer): Promise<number> {
  const connection = new Redis(port, '127.0.0.1')
  try {
    return Number(/errorstat_TRYAGAIN:count=(\d+)/.exec(await connection.info('errorstats'))?.[1] ?? 0)
  } finally {
    connection.disconnect()
  }
}
