// A whole host that moves to Redis and back: nothing of it is lost, and it goes on as if it had never moved.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import { openRedisHost } from '../../../server/store/redis/redis-host.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../server/store/sqlite/sqlite-room-log.ts'
import { newRoom, person, room, seq, talk, user } from '../../contracts/samples.ts'
import { closing } from '../../contracts/redis-stores.ts'
import { answersIn, answersOn, storesOn } from '../../support/everything-asked.ts'
import { keepEverything, unusedColumns } from '../../support/everything-kept.ts'
import { fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { keptIn } from '../../support/kept-rows.ts'
import { moveBetween, redisOptions } from '../../support/moving.ts'
import { Random, seedFor } from '../../support/random.ts'
import { freshPrefix, withRedis } from '../../support/redis/redis-kinds.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { wearLogs } from '../../support/worn-logs.ts'

const ROOMS = ['a', 'b', 'c', 'ruled', 'over', 'secret', 'pair', 'none']

/** A folder with everything in it that a host can keep, and a folder that is not there yet. */
async function everything(): Promise<{ from: string; back: string; rooms: string[] }> {
  const top = temporaryFolder()
  const [from, back] = [join(top, 'from'), join(top, 'back')]
  await fillHost(from)
  await keepEverything(from)
  const worn = await wearLogs(from, new Random(seedFor('A host that moves')))
  return { from, back, rooms: [...ROOMS, ...worn] }
}

// Each starts a move or two beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 })

withRedis((kind, open, url) => {
  describe(`a host that moves to ${kind}`, () => {
    it('[MV1] and back: every row of every table is as it was', async () => {
      const { from, back } = await everything()
      expect(unusedColumns(from)).toEqual(['unsynced_run.boot'])
      const before = keptIn(from)
      const redis = redisOptions(url(), freshPrefix())
      const there = await moveBetween(from, redis, UNWATCHED)
      expect(await moveBetween(redis, back, UNWATCHED)).toEqual(there)
      expect(readdirSync(back).sort()).toEqual(['host.json', 'sarangbang.db', 'sarangbang.lock'])
      expect(keptIn(back)).toEqual(before)
    })

    it('[MV1] answers there whatever it is asked as it did before, and after it has come back', async () => {
      const { from, back, rooms } = await everything()
      const before = await answersIn(from, rooms)
      const prefix = freshPrefix()
      await moveBetween(from, redisOptions(url(), prefix), UNWATCHED)
      const link = await closing(open(prefix))
      expect(await answersOn(link, rooms)).toEqual(before)
      await moveBetween(redisOptions(url(), prefix), back, UNWATCHED)
      expect(await answersIn(back, rooms)).toEqual(before)
    })

    it('[MV1] from one Redis to another, under the same prefix or another one', async () => {
      const { from, rooms } = await everything()
      const before = await answersIn(from, rooms)
      const [first, second] = [freshPrefix(), freshPrefix()]
      await moveBetween(from, redisOptions(url(), first), UNWATCHED)
      await moveBetween(redisOptions(url(), first), redisOptions(url(), second), UNWATCHED)
      expect(await answersOn(await closing(open(second)), rooms)).toEqual(before)
    })

    it('[MV2] goes on there: logs, stays, rooms and sign-ins', async () => {
      const { from } = await everything()
      const prefix = freshPrefix()
      await moveBetween(from, redisOptions(url(), prefix), UNWATCHED)
      const { log, directory, accounts, tokenFamilies } = storesOn(await closing(open(prefix)))
      const last = (await log.head(room('a'))).last
      const again = await log.append(room('a'), talk('a1'))
      expect([again.duplicate, again.entry.seq]).toEqual([true, 1])
      expect((await log.append(room('a'), talk('new'))).entry.seq).toBe(last + 1)
      await directory.setMembership(room('a'), person('w'), { present: true, stay: 3 })
      expect((await directory.members(room('a'))).map(({ userId }) => userId)).toEqual(['u', 'v', 'w'])
      expect((await directory.room(room('a')))?.members).toBe(3)
      await directory.createRoom(newRoom('younger'))
      const asOld = (await directory.openRooms()).filter(({ createdAt }) => createdAt === 1_000)
      expect(asOld.at(-1)?.roomId).toBe('younger')
      const pair = await directory.openDirectRoom({ roomId: room('other'), createdAt: 9 }, [
        person('v'),
        person('u'),
      ])
      expect(pair).toEqual({ roomId: 'pair', isNew: false })
      const taken = { login: 'haneul', userId: user('x'), name: 'x', passwordHash: 'x' } as never
      expect(await accounts.create(taken)).toBe('login-taken')
      const until = Date.UTC(2035, 0, 1)
      const exchange = { nonce: 'm' as Nonce, at: Date.now(), until }
      expect(await tokenFamilies.exchange({ family: 'ended', generation: 0, ...exchange })).toBe('revoked')
      expect(await tokenFamilies.exchange({ family: 'good', generation: 1, ...exchange })).toBe('exchanged')
      expect(await tokenFamilies.exchange({ family: 'good', generation: 0, ...exchange })).toBe('reused')
    })

    it('[MV2] what people leave after the move is found no more', async () => {
      const { from } = await everything()
      const prefix = freshPrefix()
      await moveBetween(from, redisOptions(url(), prefix), UNWATCHED)
      const { directory } = storesOn(await closing(open(prefix)))
      await directory.setMembership(room('a'), person('u'), { present: false, stay: 2 })
      await directory.liftBan(room('ruled'), user('w'))
      await directory.withdrawInvitation(room('secret'), user('v'))
      expect(await directory.roomsOf(user('u'))).not.toContain('a')
      expect(await directory.bannedFrom(user('w'))).toEqual([])
      expect(await directory.invitations(user('v'))).toEqual([])
      expect((await directory.seats(null, 100)).filter(({ roomId }) => roomId === 'a')).toHaveLength(1)
    })

    it('[MV1] that was born there comes into a folder', async () => {
      const prefix = freshPrefix()
      const link = await closing(open(prefix))
      const { log, directory, accounts } = storesOn(link)
      const identity = await openRedisHost(link, '우리 집')
      for (const id of ['x', 'y']) await directory.createRoom(newRoom(id))
      await directory.createRoom({ ...newRoom('z'), kind: 'private', createdBy: null })
      await directory.openDirectRoom({ roomId: room('d'), createdAt: 5 }, [person('u'), person('v')])
      await directory.setMembership(room('x'), person('u'), { present: true, stay: 1 })
      await directory.setMembership(room('y'), person('u'), { present: false, stay: 3 })
      await directory.markRead(room('y'), user('w'), seq(0))
      await accounts.create({ login: 'haneul', userId: user('u'), name: 'u', passwordHash: 'h' } as never)
      await log.append(room('x'), talk('n1'))
      await log.append(room('x'), { ...talk('n2'), type: 'DELETE', message: '', refersTo: seq(1) })
      const before = await answersOn(link, ['x', 'y', 'z', 'd'])
      const back = join(temporaryFolder(), 'back')
      const carried = await moveBetween(redisOptions(url(), prefix), back, UNWATCHED)
      expect(carried).toMatchObject({ rooms: 4, entries: 2, accounts: 1, places: 4, readMarks: 1 })
      expect(await answersIn(back, ['x', 'y', 'z', 'd'])).toEqual(before)
      expect(keptIn(back)['host.json']).toEqual([identity])
    })
  })

  describe('the order in which people wrote, whatever the room', () => {
    it('[MV3] is that of the rows, so that a search answers in it', async () => {
      const [from, back] = [join(temporaryFolder(), 'from'), join(temporaryFolder(), 'back')]
      await fillHost(from, 0)
      const database = openDatabase(from, { durability: 'process' })
      let now = 0
      const log = new SqliteRoomLog(database, { now: () => now })
      const said = [
        ['b', 1_000],
        ['a', 2_000],
        ['b', 3_000],
        ['a', 2_500],
        ['a', 4_000],
        ['b', 3_500],
      ] as const
      for (const [id, at] of said) {
        now = at
        await log.append(room(id), talk(`at ${at}`))
      }
      await log.close()
      database.close()
      const redis = redisOptions(url(), freshPrefix())
      await moveBetween(from, redis, UNWATCHED)
      await moveBetween(redis, back, UNWATCHED)
      const connection = new Sqlite(join(back, 'sarangbang.db'), { readonly: true })
      const times = connection.prepare('SELECT sent_at FROM entries ORDER BY arrival').pluck().all()
      connection.close()
      expect(times).toEqual([1_000, 2_000, 2_500, 3_000, 3_500, 4_000])
      expect(existsSync(join(back, 'moving-in.db'))).toBe(false)
    })
  })
})
