// A guest whose node is killed with -9 and started again, and who does not come back: they leave the room once, though each of two
// nodes could have written it.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import { person } from '../conformance/people.ts'
import { startHost } from '../support/host-process.ts'
import { freshPrefix } from '../support/redis/redis-kinds.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { startRedis } from '../support/redis/redis-server.ts'

/** Milliseconds for which the killed node is down: its lease of ten seconds outlasts that. */
const DOWN = 3_000
/** Milliseconds without a connection after which a guest has left: the least that `--away` takes. */
const AWAY_AFTER = 60_000
/** Milliseconds until the LEAVE has to be there: the time itself, the dead node's lease, and two looks. */
const UNTIL_LEFT = AWAY_AFTER + 60_000
/** Milliseconds for which a second one may come: both nodes look again meanwhile, each 6 s. */
const LONGER = 13_000

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

describe.skipIf(missing)('two nodes of which one is killed', () => {
  it('[ND7] let a guest who stays away leave once', { timeout: 180_000 }, async () => {
    const redis = await startRedis()
    const args = ['--redis', redis.url, '--redis-prefix', freshPrefix(), '--away', '1']
    // The first has the duty to look after absences, and loses it by its death.
    const [first, second] = [await startHost(...args), await startHost(...args)]
    const observer = await person(second, '보는 이')
    const { roomId } = await observer.rest.createRoom('방')
    await observer.stomp.enter(roomId)
    const guest = await person(first, '손님')
    await guest.stomp.enter(roomId)
    const log = await observer.stomp.follow(roomId, 0)

    const gone = performance.now()
    await first.kill()
    await sleep(DOWN)
    await first.start()

    const leaves = async (): Promise<Entry[]> =>
      (await observer.rest.history(roomId)).filter(({ type }) => type === 'LEAVE')
    await expect.poll(leaves, { timeout: UNTIL_LEFT, interval: 1_000 }).not.toEqual([])
    expect(performance.now() - gone).toBeGreaterThan(AWAY_AFTER)
    await sleep(LONGER)
    const left = await leaves()
    expect(left).toMatchObject([{ senderId: guest.user.userId, reason: 'away' }])
    // Whoever listens on the other node has heard the same.
    await observer.stomp.talk(roomId, '혼자예요')
    await log.until(({ type }) => type === 'TALK')
    expect(log.all.filter(({ type }) => type === 'LEAVE')).toEqual(left)
    for (const { http } of [first, second]) {
      const members = await observer.rest.at(http).members(roomId)
      expect(members.map(({ name }) => name)).toEqual(['보는 이'])
    }
  })
})
