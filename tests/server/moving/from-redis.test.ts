// What Redis has of its own that a move has to look at: what dead nodes have left, and data that may have lost its end.
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { migrate } from '../../../server/migrate.ts'
import type { MigrateCommand } from '../../../server/migrate-command.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../server/store/sqlite/sqlite-room-log.ts'
import { closing } from '../../contracts/redis-stores.ts'
import { room, seq, talk } from '../../contracts/samples.ts'
import { storesOn } from '../../support/everything-asked.ts'
import { epochsOf, fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { moveBetween, redisOptions } from '../../support/moving.ts'
import { freshPrefix, openLink, withRedis } from '../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../support/redis/redis-program.ts'
import { ON_DISK, startRedis } from '../../support/redis/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

withRedis((kind, open, url) => {
  it(`[MV1] what a node had begun to keep in several rooms before it died comes along: ${kind}`, async () => {
    const top = temporaryFolder()
    const [from, back] = [join(top, 'from'), join(top, 'back')]
    await fillHost(from, 1)
    const redis = redisOptions(url(), freshPrefix())
    await moveBetween(from, redis, UNWATCHED)
    const link = await closing(open(redis.prefix))
    const posts = ['a', 'b'].map((id) => [room(id), [{ draft: talk('together'), sentAt: 5_000 }]])
    await link.commands.hset(link.keys.host('intents', 'log'), 'left', JSON.stringify(posts))
    await moveBetween(redis, back, UNWATCHED)
    const database = openDatabase(back, { durability: 'process' })
    const log = new SqliteRoomLog(database, { now: Date.now })
    for (const id of ['a', 'b']) {
      const { last } = await log.head(room(id))
      const [entry] = await log.read(room(id), { before: seq(last + 1), limit: 1 })
      expect(entry).toMatchObject({ seq: 2, nonce: 'together', sentAt: 5_000 })
    }
    database.close()
  })

  it(`[MV1] rooms that ${kind} has given one number come all the same`, async () => {
    const redis = redisOptions(url(), freshPrefix())
    const from = join(temporaryFolder(), 'from')
    await fillHost(from, 0)
    await moveBetween(from, redis, UNWATCHED)
    const link = await closing(open(redis.prefix))
    await link.commands.hset(link.keys.room(room('b'), 'room'), 'number', 1)
    await link.commands.del(link.keys.host('host', 'moving-out'))
    const back = join(temporaryFolder(), 'back')
    expect(await moveBetween(redis, back, UNWATCHED)).toMatchObject({ rooms: 3 })
  })
})

describe.skipIf(redisProgram() === null)('a Redis', () => {
  it('[MV6] that was started anew may have lost something: its logs begin new epochs, and keep the entries', async () => {
    const server = await startRedis(ON_DISK)
    const top = temporaryFolder()
    const [from, back] = [join(top, 'from'), join(top, 'back')]
    await fillHost(from, 3)
    const epochs = epochsOf(from)
    const redis = redisOptions(server.url, 'p')
    await moveBetween(from, redis, UNWATCHED)
    await server.stop()
    await server.start()
    expect(await moveBetween(redis, back, UNWATCHED)).toMatchObject({ entries: 9 })
    expect(epochsOf(back).filter((epoch) => epochs.includes(epoch))).toEqual([])
  })

  it('[MV4] that goes away in the middle: one sentence, and the same command goes on', async () => {
    const server = await startRedis(ON_DISK)
    const from = join(temporaryFolder(), 'from')
    await fillHost(from, 1_000)
    const redis = redisOptions(server.url, 'p')
    const place = redis.place
    const command: MigrateCommand = {
      action: 'migrate',
      from: { kind: 'folder', dataDir: from },
      to: { kind: 'redis', place },
      prefix: 'p',
    }
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(onceMoving(() => server.kill()))
    expect(await migrate(command, new Promise(() => undefined))).toBe(1)
    expect(String(said.mock.calls.at(-1)?.[0])).toMatch(
      /^Redis cannot be used any more \(.*\): the same command goes on from here\.\n$/,
    )
    said.mockImplementation(() => true)
    await server.start()
    const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    expect(await migrate(command, new Promise(() => undefined))).toBe(0)
    expect(JSON.parse(String(out.mock.calls.at(-1)?.[0]))).toMatchObject({ rooms: 3, entries: 3_000 })
    vi.restoreAllMocks()
    const { log } = storesOn(await closing(openLink(server.url, 'p')))
    expect((await log.head(room('c'))).last).toBe(1_000)
  })

  it('[MV4] stops in order when it is asked to, and the same command goes on', async () => {
    const server = await startRedis()
    const from = join(temporaryFolder(), 'from')
    await fillHost(from, 300)
    const { place } = redisOptions(server.url, 'p')
    const to = { kind: 'redis', place } as const
    const command = { action: 'migrate', from: { kind: 'folder', dataDir: from }, to, prefix: 'p' } as const
    const stop = Promise.withResolvers<void>()
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(onceMoving(() => stop.resolve()))
    expect(await migrate(command, stop.promise)).toBe(1)
    expect(said.mock.calls.at(-1)?.[0]).toBe('Stopped: the same command goes on from here.\n')
    said.mockImplementation(() => true)
    const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
    expect(await migrate(command, new Promise(() => undefined))).toBe(0)
    expect(out).toHaveBeenCalledTimes(1)
    vi.restoreAllMocks()
  })
})

/** Does something when the move has begun to carry. */
function onceMoving(act: () => unknown): (text: string | Uint8Array) => boolean {
  return (text) => {
    if (String(text).startsWith('Moving')) void act()
    return true
  }
}
