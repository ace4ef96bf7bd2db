// What is appended together in several rooms on Redis: all of it or nothing, also where the node dies in the middle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Refusal } from '../../../../protocol/errors.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import type { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import type { Appended, RoomLog } from '../../../../server/store/room-log.ts'
import { linkedLog, logOn } from '../../../contracts/redis-logs.ts'
import { follow, room, seq, talk } from '../../../contracts/samples.ts'
import { freshPrefix, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'

const ALL = { after: seq(0), limit: 10_000 }
const ROOMS = ['a', 'b', 'c']
const PATIENCE = { timeout: 20_000, interval: 20 }

/** Says one thing in each room, together. */
function sayInAll(log: RoomLog, nonce: string): Promise<Appended>[] {
  const kept: Promise<Appended>[] = []
  log.together(() => {
    for (const id of ROOMS) kept.push(log.append(room(id), talk(nonce)))
  })
  return kept
}

async function noncesIn(log: RoomLog): Promise<string[][]> {
  const pages = await Promise.all(ROOMS.map((id) => log.read(room(id), ALL)))
  return pages.map((page) => page.map(({ nonce }) => nonce))
}

/** How many intents wait in Redis. */
const left = (link: RedisLink): Promise<number> => link.commands.hlen(link.keys.host('intents', 'log'))

/** A node that cannot write in room b while `isBroken`. */
async function breaking(open: OpenLink, prefix: string) {
  const link = await open(prefix)
  const state = { isBroken: true }
  const script = link.script.bind(link)
  vi.spyOn(link, 'script').mockImplementation((name, lua) => {
    const run = script(name, lua)
    return async (keys, args) => {
      if (state.isBroken && keys.some((key) => key.includes('{r:b}'))) throw new Refusal('UNAVAILABLE')
      return run(keys, args)
    }
  })
  const log: RedisRoomLog = logOn(link)
  onTestFinished(async () => {
    await log.close()
    await link.close()
  })
  return { log, state }
}

withRedis((kind, open, url) => {
  describe(`what is appended together in several rooms on ${kind}`, { timeout: 60_000 }, () => {
    it('[RD9] is there, and nothing is left to do', async () => {
      const { link, log } = await linkedLog(open, freshPrefix())
      const kept = await Promise.all(sayInAll(log, 'n1'))
      expect(kept.map(({ entry, duplicate }) => [entry.roomId, entry.seq, duplicate])).toEqual(
        ROOMS.map((id) => [id, 1, false]),
      )
      await vi.waitFor(async () => expect(await left(link)).toBe(0), PATIENCE)
    })

    it('[RD9] is finished by another node, once, in the order of each room', async () => {
      const prefix = freshPrefix()
      const [{ log: dying }, { link, log: living }] = [
        await breaking(open, prefix),
        await linkedLog(open, prefix),
      ]
      const outcomes = await Promise.allSettled(sayInAll(dying, 'n1'))
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect(await noncesIn(living)).toEqual([['n1'], [], ['n1']])
      const heard: string[] = []
      await follow(living, 'b', ({ nonce }) => heard.push(nonce))
      await living.start()
      await vi.waitFor(async () => expect(await left(link)).toBe(0), PATIENCE)
      expect([heard, await noncesIn(living)]).toEqual([['n1'], [['n1'], ['n1'], ['n1']]])
    })

    it('[RD9] is finished by the node itself, where it goes on; the same nonces again tell', async () => {
      const prefix = freshPrefix()
      const { log, state } = await breaking(open, prefix)
      await Promise.allSettled(sayInAll(log, 'n1'))
      state.isBroken = false
      const again = await Promise.all(sayInAll(log, 'n1'))
      expect(again.map(({ duplicate }) => duplicate)).toEqual([true, false, true])
      await log.start()
      const { link } = await linkedLog(open, prefix)
      await vi.waitFor(async () => expect(await left(link)).toBe(0), PATIENCE)
      expect(await noncesIn(log)).toEqual([['n1'], ['n1'], ['n1']])
    })

    it('[RD9] is nowhere where it could not be written down', async () => {
      const { link, log } = await linkedLog(open, freshPrefix())
      await link.commands.set(link.keys.host('intents', 'log'), 'of another kind')
      const outcomes = await Promise.allSettled(sayInAll(log, 'n1'))
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect(await noncesIn(log)).toEqual([[], [], []])
    })

    it('[RD9] is whole when the process is killed at any moment', async () => {
      const prefix = freshPrefix()
      const { link, log } = await linkedLog(open, prefix)
      const program = join(import.meta.dirname, 'append-together-until-killed.ts')
      for (const round of [1, 2, 3]) {
        const args = [program, url(), prefix, String(round)]
        const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
        onTestFinished(() => void writer.kill('SIGKILL'))
        const ended = once(writer, 'exit')
        let lines = 0
        for await (const _ of createInterface({ input: writer.stdout })) {
          lines += 1
          if (lines === 40 * round) writer.kill('SIGKILL')
        }
        await ended
      }
      await log.start()
      await vi.waitFor(async () => expect(await left(link)).toBe(0), PATIENCE)
      const [inA = [], ...others] = (await noncesIn(log)).map((nonces) => [...nonces].sort())
      expect(inA.length).toBeGreaterThan(200)
      for (const other of others) expect(other).toEqual(inA)
    })
  })
})
