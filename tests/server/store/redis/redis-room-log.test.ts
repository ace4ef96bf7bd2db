// The rooms' logs of several nodes on one Redis, and on one Cluster: one order for all, whatever is lost on the way.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { logKeys } from '../../../../server/store/redis/log-keys.ts'
import type { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import { linkedLog, logOn } from '../../../contracts/redis-logs.ts'
import { deletion, edit } from '../../../contracts/room-log-amend.contract.ts'
import { follow, room, seq, span, talk } from '../../../contracts/samples.ts'
import { freshPrefix, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'

const ALL = { after: seq(0), limit: 1_000 }
const PATIENCE = { timeout: 20_000, interval: 10 }

async function openNode(open: OpenLink, prefix: string): Promise<RedisRoomLog> {
  return (await linkedLog(open, prefix)).log
}

/** What a node's follower hears. */
async function hearing(log: RedisRoomLog, id = 'a'): Promise<Entry[]> {
  const heard: Entry[] = []
  await follow(log, id, (entry) => heard.push(entry))
  return heard
}

/** Every text that Redis holds under the host's prefix: names, ids and texts of all keys. */
async function everythingIn(link: RedisLink, ids: readonly RoomId[]): Promise<string> {
  const found: unknown[] = []
  for (const id of ids) {
    const [head, entries, texts, marks] = logKeys(link.keys, id)
    for (const hash of [head, texts, marks]) found.push(await link.commands.hgetall(hash))
    found.push(await link.commands.xrange(entries, '-', '+'))
  }
  found.push(await link.commands.hgetall(link.keys.host('intents', 'log')))
  return JSON.stringify(found)
}

withRedis((kind, open) => {
  describe(`the logs of several nodes on ${kind}`, { timeout: 60_000 }, () => {
    it('[RD1] are one order for all, without gaps, whoever says what', async () => {
      const prefix = freshPrefix()
      const nodes = await Promise.all(span(1, 3).map(() => openNode(open, prefix)))
      const heard = await Promise.all(nodes.map((node) => hearing(node)))
      const posts = nodes.flatMap((node, nth) =>
        span(1, 200).map((each) => node.append(room('a'), talk(`n${each}`, { by: `person-${nth}` }))),
      )
      const kept = await Promise.all(posts)
      await vi.waitFor(() => expect(heard.map(({ length }) => length)).toEqual([600, 600, 600]), PATIENCE)
      const inOrder = kept.map(({ entry }) => entry).sort((one, other) => one.seq - other.seq)
      expect(inOrder.map((entry) => entry.seq)).toEqual(span(1, 600))
      for (const each of heard) expect(each).toEqual(inOrder)
    })

    it('[RD2] keep a nonce once, whichever nodes it comes to', async () => {
      const prefix = freshPrefix()
      const nodes = await Promise.all(span(1, 3).map(() => openNode(open, prefix)))
      const kept = await Promise.all(nodes.map((node) => node.append(room('a'), talk('same'))))
      expect(kept.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
      expect(new Set(kept.map(({ entry }) => entry.seq))).toEqual(new Set([1]))
      expect(await nodes[0]?.read(room('a'), ALL)).toHaveLength(1)
    })

    it('[RD4] reach a node also where messages are lost, in their order', async () => {
      const prefix = freshPrefix()
      const speaking = await openNode(open, prefix)
      const { log, lossy } = await openLossy(open, prefix)
      const heard = await hearing(log)
      lossy.loses = (nth) => nth % 3 !== 0
      for (const nth of span(1, 60)) await speaking.append(room('a'), talk(`n${nth}`))
      await vi.waitFor(() => expect(heard.map((entry) => entry.seq)).toEqual(span(1, 60)), PATIENCE)
    })

    it('[RD4] are looked at now and then, so that nothing is missed for long where a node hears nothing at all', async () => {
      const prefix = freshPrefix()
      const speaking = await openNode(open, prefix)
      const { log, lossy } = await openLossy(open, prefix)
      const heard = await hearing(log)
      lossy.loses = () => true
      await log.start()
      await speaking.append(room('a'), talk('n1'))
      await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENCE)
    })

    it('[RD4] carry what is too large to be told with its notice, and everything else', async () => {
      const prefix = freshPrefix()
      const [speaking, listening] = [await openNode(open, prefix), await openNode(open, prefix)]
      const heard = await hearing(listening)
      const large = await speaking.append(room('a'), talk('n1', { message: '긴 글'.repeat(10_000) }))
      const notice = { ...talk('leave:1', { message: '' }), type: 'LEAVE', reason: 'away' } as const
      const small = await speaking.append(room('a'), notice)
      await speaking.append(room('a'), edit('e1', 1, '새 글'))
      await speaking.append(room('a'), deletion('d1', 1))
      await vi.waitFor(() => expect(heard).toHaveLength(4), PATIENCE)
      // It was read, and may have been edited by then.
      expect(heard[0]).toMatchObject({ ...large.entry, message: heard[0]?.message })
      expect(heard[1]).toEqual(small.entry)
      expect(heard.slice(2)).toMatchObject([edit('e1', 1, '새 글'), deletion('d1', 1)])
    })

    it('[RD3] have no text of what was deleted or replaced, anywhere in Redis', async () => {
      const prefix = freshPrefix()
      const { link, log } = await linkedLog(open, prefix)
      for (const nonce of ['n1', 'n2']) await log.append(room('a'), talk(nonce, { message: '비밀' }))
      await log.append(room('a'), edit('e1', 1, '딴말'))
      await log.append(room('a'), deletion('d1', 2))
      expect(await everythingIn(link, [room('a')])).not.toContain('비밀')
      await log.append(room('a'), deletion('d2', 1))
      expect(await everythingIn(link, [room('a')])).not.toContain('딴말')
      await log.append(room('a'), talk('n3', { message: '딴말' }))
      await log.append(room('a'), talk('n4'))
      await log.trim(room('a'), { entries: 1, since: null }, 99)
      expect(await everythingIn(link, [room('a')])).not.toContain('딴말')
    })

    it('[RD1] count messages at the same cost however many there are', async () => {
      const log = await openNode(open, freshPrefix())
      await Promise.all(span(1, 300).map((nth) => log.append(room('a'), talk(`n${nth}`))))
      await log.append(room('a'), deletion('d1', 300))
      await log.trim(room('a'), { entries: 201, since: null }, 1_000)
      const counts = await Promise.all(
        [0, 100, 101, 299, 300, 301].map((from) => log.talksAfter(room('a'), seq(from))),
      )
      expect(counts).toEqual([200, 200, 199, 1, 0, 0])
    })

    it('[RD8] list the rooms that have a log, and no room that has none', async () => {
      const prefix = freshPrefix()
      const { link, log } = await linkedLog(open, prefix)
      const ids = span(1, 25).map((nth) => `r${String(nth).padStart(2, '0')}`)
      await Promise.all([...ids].reverse().map((id) => log.append(room(id), talk('n1'))))
      // As a node leaves it that died before it wrote the first entry.
      const index = link.keys.host('rooms', 'logs')
      for (const ghost of ['r00', 'r10a', 'r10b', 'r10c', 'r99']) await link.commands.zadd(index, 0, ghost)
      const found: RoomId[] = []
      for (
        let page = await log.rooms(null, 4);
        page.length > 0;
        page = await log.rooms(found.at(-1) ?? null, 4)
      )
        found.push(...page)
      expect(found).toEqual(ids)
    })

    it('[RD10] refuse a room whose keys are of another kind, and leave them as they are', async () => {
      const prefix = freshPrefix()
      const { link, log } = await linkedLog(open, prefix)
      for (const key of logKeys(link.keys, room('a'))) await link.commands.set(key, 'ours')
      await expect(log.append(room('a'), talk('n1'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      await expect(log.head(room('a'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      for (const key of logKeys(link.keys, room('a'))) expect(await link.commands.get(key)).toBe('ours')
    })

    it('[RD10] are apart for two hosts on one Redis', async () => {
      const [one, other] = [await openNode(open, freshPrefix()), await openNode(open, freshPrefix())]
      await one.append(room('a'), talk('n1'))
      expect([await other.read(room('a'), ALL), await other.rooms(null, 9)]).toEqual([[], []])
      const heard = await hearing(other)
      await one.append(room('a'), talk('n2'))
      await other.append(room('a'), talk('n1'))
      expect(heard.map((entry) => entry.seq)).toEqual([1])
    })
  })
})

/** A node on which messages may be lost; `loses` says which, counted from 1. */
async function openLossy(open: OpenLink, prefix: string) {
  const link = await open(prefix)
  const lossy = { loses: (_nth: number): boolean => false }
  const follow = link.channels.follow.bind(link.channels)
  vi.spyOn(link.channels, 'follow').mockImplementation((name, { hear, missed }) => {
    let count = 0
    return follow(name, {
      hear: (message) => {
        count += 1
        if (!lossy.loses(count)) hear(message)
      },
      missed,
    })
  })
  const log = logOn(link)
  onTestFinished(async () => {
    await log.close()
    await link.close()
  })
  return { log, lossy }
}
