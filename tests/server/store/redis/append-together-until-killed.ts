// A process for together.test.ts: appends in three rooms together, again and again, and prints each time that is kept, until it is
// killed. Many are under way at once, and one room is later than the others, so that some are always half done.
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { toRedisPlace } from '../../../../server/store/redis-place.ts'
import { connectRedis } from '../../../../server/store/redis/connect.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import { room, talk } from '../../../contracts/samples.ts'

const [url = '', prefix = '', name = ''] = process.argv.slice(2)
const place = toRedisPlace(url)
if (place === null || place.kind === 'mock') throw new Error(`${url} is no Redis.`)
const link = await connectRedis({ place, prefix, reportFailure: () => {} })
const late: RedisLink = {
  ...link,
  script: (name, lua) => {
    const run = link.script(name, lua)
    return async (keys, args) => {
      if (keys.some((key) => key.includes('{r:b}'))) await sleep(20)
      return run(keys, args)
    }
  },
}
const log = new RedisRoomLog(late, { now: Date.now, reportFailure: () => {} })

async function sayInAll(nonce: string): Promise<void> {
  const kept: Promise<unknown>[] = []
  log.together(() => {
    for (const id of ['a', 'b', 'c']) kept.push(log.append(room(id), talk(nonce)))
  })
  await Promise.all(kept)
  writeSync(1, `${nonce}\n`)
}

for (let batch = 1; ; batch += 1)
  await Promise.all(Array.from({ length: 8 }, (_, nth) => sayInAll(`n${name}-${batch}-${nth}`)))
