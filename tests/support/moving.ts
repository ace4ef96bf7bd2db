// Moves between folders and Redis, as the command does them.
import { moveHouse } from '../../server/moving/move-house.ts'
import type { CopyWatch } from '../../server/store/copy-watch.ts'
import type { Carried, NewHouse, OldHouse } from '../../server/store/moving.ts'
import { toRedisPlace } from '../../server/store/redis-place.ts'
import { openNewRedis, openOldRedis, type RedisHouseOptions } from '../../server/store/redis/redis-house.ts'
import { openNewFolder, openOldFolder } from '../../server/store/sqlite/folder-house.ts'

/** A folder, or a Redis. */
export type Place = string | RedisHouseOptions

export function redisOptions(url: string, prefix: string): RedisHouseOptions {
  const place = toRedisPlace(url)
  if (place === null || place.kind === 'mock') throw new Error(`${url} is no Redis.`)
  return { place, prefix, reportFailure: () => undefined, warn: () => undefined, now: Date.now, holdFor: 300 }
}

/** A place on a command line: a folder, or `URL PREFIX`. */
export function toPlace(text: string): Place {
  const [url = '', prefix] = text.split(' ')
  return prefix === undefined ? text : redisOptions(url, prefix)
}

export async function openOld(place: Place): Promise<OldHouse> {
  return typeof place === 'string' ? openOldFolder(place) : openOldRedis(place)
}

export async function openNew(place: Place): Promise<NewHouse> {
  return typeof place === 'string' ? openNewFolder(place) : openNewRedis(place)
}

/** Both places are closed when it is done, or has failed. */
export async function moveBetween(one: Place, other: Place, watch: CopyWatch): Promise<Carried> {
  const from = await openOld(one)
  try {
    const to = await openNew(other)
    try {
      return await moveHouse({ from, to, now: Date.now }, watch)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}
