// A host's Redis as the old and the new place of a move.
import { CopyError } from '../copy-error.ts'
import type { HouseReader } from '../house.ts'
import type { Arriving, Leaving, NewHouse, OldHouse, Rooms } from '../moving.ts'
import { checkRedis } from './check-redis.ts'
import { connectRedis, type LinkOptions } from './connect.ts'
import type { RedisLink } from './link.ts'
import { MovingHold } from './moving-hold.ts'
import { MovingMarks } from './moving-marks.ts'
import { explained, nameOf } from './redis-error.ts'
import { readRedisHost } from './redis-host.ts'
import { RedisHouseReader } from './redis-house-reader.ts'
import { RedisHouseWriter } from './redis-house-writer.ts'
import { RedisRoomLog } from './redis-room-log.ts'
import { keysLike } from './scans.ts'

export interface RedisHouseOptions extends LinkOptions {
  /** Is told in a sentence what may be otherwise than is wanted, for each server of a Cluster. */
  warn: (sentence: string) => void
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds after which a move that was killed does not keep others away any more. */
  holdFor?: number
}

interface Parts {
  place: string
  link: RedisLink
  marks: MovingMarks
  hold: MovingHold
}

/**
 * A Redis with a host, whose nodes have all been stopped; what one that died had begun is finished first. Rejects with a CopyError
 * or RedisError; then nothing was changed.
 */
export function openOldRedis(options: RedisHouseOptions): Promise<OldHouse> {
  return opened(options, async (parts) => {
    const { place, link, marks, hold } = parts
    if ((await readRedisHost(link)) === null) throw new CopyError(`There is no host at ${place}.`)
    if ((await marks.arriving()) !== null)
      throw new CopyError(`A move to ${place} is not done: run the same migrate again, and it goes on.`)
    await hold.take()
    const reader = new RedisHouseReader(link, 'old')
    await finishWhatWasBegun(link, options.now)
    return new OldRedis(parts, reader, await marks.leaving())
  })
}

/**
 * A Redis with nothing under the prefix, or in which a move has not been finished. Rejects with a CopyError or RedisError; then
 * nothing was changed.
 */
export function openNewRedis(options: RedisHouseOptions): Promise<NewHouse> {
  return opened(options, async (parts) => {
    const { place, link, marks, hold } = parts
    const arriving = await marks.arriving()
    if (arriving === null && (await readRedisHost(link)) !== null)
      throw new CopyError(`There is a host at ${place} already: take another --redis-prefix.`)
    await hold.take()
    if (arriving === null) await refuseFull(parts)
    return new NewRedis(parts, arriving, options.now)
  })
}

async function opened<House>(
  options: RedisHouseOptions,
  open: (parts: Parts) => Promise<House>,
): Promise<House> {
  const { place, prefix, warn, holdFor } = options
  const link = await connectRedis(options).catch((error: unknown) => {
    throw explained(place, error)
  })
  const words = `${nameOf(place).replace(/^The /, 'the ')} (prefix ${prefix})`
  const parts = {
    place: words,
    link,
    marks: new MovingMarks(link),
    hold: new MovingHold(link, words, holdFor),
  }
  try {
    await checkRedis(link.commands, nameOf(place), { durability: 'process', warn })
    return await open(parts)
  } catch (error) {
    await closeAll(parts)
    throw error instanceof CopyError ? error : explained(place, error)
  }
}

/** Where anything is there but the hold. */
async function refuseFull({ link, place, hold }: Parts): Promise<void> {
  for await (const found of keysLike(link, link.keys.all))
    if (found.some((key) => key !== hold.key))
      throw new CopyError(`There is something at ${place} already: take another --redis-prefix.`)
}

async function finishWhatWasBegun(link: RedisLink, now: () => number): Promise<void> {
  const log = new RedisRoomLog(link, { now, reportFailure: () => undefined })
  try {
    await log.finishAll()
  } finally {
    await log.close()
  }
}

class OldRedis implements OldHouse {
  readonly place: string
  readonly reader: HouseReader
  readonly leaving: Leaving | null
  readonly #parts: Parts
  readonly #reader: RedisHouseReader

  constructor(parts: Parts, reader: RedisHouseReader, leaving: Leaving | null) {
    this.place = parts.place
    this.reader = reader
    this.leaving = leaving
    this.#parts = parts
    this.#reader = reader
  }

  mark(leaving: Leaving): Promise<void> {
    return this.#parts.marks.markLeaving(leaving)
  }

  endEpochs(): Promise<void> {
    return this.#reader.endEpochs()
  }

  confirm(): Promise<void> {
    return this.#parts.hold.confirm()
  }

  close(): Promise<void> {
    return closeAll(this.#parts)
  }
}

class NewRedis implements NewHouse {
  readonly place: string
  readonly arriving: Arriving | null
  readonly #parts: Parts
  readonly #now: () => number

  constructor(parts: Parts, arriving: Arriving | null, now: () => number) {
    this.place = parts.place
    this.arriving = arriving
    this.#parts = parts
    this.#now = now
  }

  mark(arriving: Arriving): Promise<void> {
    return this.#parts.marks.markArriving(arriving)
  }

  rooms(): Rooms {
    const { link, marks } = this.#parts
    return {
      reader: new RedisHouseReader(link, 'new'),
      writer: new RedisHouseWriter({ link, marks, now: this.#now }),
    }
  }

  confirm(): Promise<void> {
    return this.#parts.hold.confirm()
  }

  finish(): Promise<void> {
    return this.#parts.marks.endArriving()
  }

  close(): Promise<void> {
    return closeAll(this.#parts)
  }
}

/** Where Redis does not answer any more, the hold goes by itself. */
async function closeAll({ link, hold }: Parts): Promise<void> {
  await hold.letGo().catch(() => {})
  await link.close()
}
