// What an append costs Redis: as many commands, in as few scripts, for a log of any length among any number of rooms.
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { room, seq, span, talk } from '../../../contracts/samples.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { startRedis } from '../../../support/redis/redis-server.ts'

/** How often each command has been called on a server. */
async function callsOn(redis: Redis): Promise<Record<string, number>> {
  const stats = [...(await redis.info('commandstats')).matchAll(/cmdstat_(\S+):calls=(\d+)/g)]
  return Object.fromEntries(stats.map(([, name = '', calls]) => [name, Number(calls)]))
}

const OURS = [
  'evalsha',
  'eval',
  'hget',
  'hset',
  'hexists',
  'xadd',
  'xrange',
  'xrevrange',
  'publish',
  'zadd',
  'info',
]

async function open() {
  const server = await startRedis()
  const { log } = await linkedLog((prefix) => openLink(server.url, prefix), freshPrefix())
  const redis = new Redis(server.port, '127.0.0.1')
  onTestFinished(() => redis.disconnect())
  /** How often each of our commands is called by `work`. */
  const counted = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = await callsOn(redis)
    await work()
    const after = await callsOn(redis)
    const grown = OURS.map((name): [string, number] => [name, (after[name] ?? 0) - (before[name] ?? 0)])
    return Object.fromEntries(grown.filter(([, calls]) => calls > 0))
  }
  return { log, counted }
}

describe.skipIf(redisProgram() === null)('what an append costs', () => {
  it.each([10, 10_000])('[RD1] is the same for each of %i rooms', { timeout: 60_000 }, async (rooms) => {
    const { log, counted } = await open()
    const sayInAll = (nonce: string) =>
      Promise.all(span(1, rooms).map((nth) => log.append(room(`r${nth}`), talk(nonce))))
    await sayInAll('n1')
    const calls = await counted(() => sayInAll('n2'))
    // Besides the question for the counts themselves.
    const expected = { evalsha: 1, hget: 2, hset: 3, xadd: 1, publish: 1, info: 1 }
    for (const [name, each] of Object.entries(expected)) {
      const more = name === 'info' ? 1 : 0
      expect([name, calls[name]]).toEqual([name, each * rooms + more])
    }
    expect(Object.keys(calls).sort()).toEqual(Object.keys(expected).sort())
  })

  it('[RD1] is shared by all that is said in a room at once', async () => {
    const { log, counted } = await open()
    await log.append(room('a'), talk('n0'))
    const calls = await counted(() =>
      Promise.all(span(1, 64).map((nth) => log.append(room('a'), talk(`n${nth}`)))),
    )
    expect(calls).toMatchObject({ evalsha: 1, xadd: 64, publish: 1 })
  })

  it('[RD1] of asking where many logs stand is one short question each, and two for all', async () => {
    const { log, counted } = await open()
    const rooms = span(1, 500).map((nth) => room(`r${nth}`))
    await Promise.all(rooms.map((each) => log.append(each, talk('n1'))))
    await log.heads(rooms)
    // Besides the question for the counts themselves.
    expect(await counted(() => log.heads(rooms))).toEqual({ hget: 500, evalsha: 1, info: 2 })
  })

  it('[RD1] does not grow with the log, nor does what it costs to count its messages', async () => {
    const { log, counted } = await open()
    await log.talksAfter(room('a'), seq(1))
    for (const nth of span(1, 3)) {
      await Promise.all(span(1, 300).map((each) => log.append(room('a'), talk(`n${nth}-${each}`))))
      const counting = await counted(() => log.talksAfter(room('a'), seq(1)))
      expect(counting).toEqual({ evalsha: 1, hget: 2, info: 1 })
      const appending = await counted(() => log.append(room('a'), talk(`m${nth}`)))
      expect(appending).toEqual({ evalsha: 1, hget: 2, hset: 3, xadd: 1, publish: 1, info: 2 })
    }
  })
})
