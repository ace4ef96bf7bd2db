// What a move finds at its end: a part that did not come to be the same is named, and nobody hosts what has come.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { moveHouse } from '../../../server/moving/move-house.ts'
import type { NewHouse } from '../../../server/store/moving.ts'
import { openRedisHost } from '../../../server/store/redis/redis-host.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { closing } from '../../contracts/redis-stores.ts'
import { keepEverything } from '../../support/everything-kept.ts'
import { fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { moveBetween, openNew, openOld, redisOptions, type Place } from '../../support/moving.ts'
import { freshPrefix, withRedis } from '../../support/redis/redis-kinds.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A new place in which somebody changes something when all has come. */
function meddledWith(house: NewHouse, meddle: () => Promise<unknown>): NewHouse {
  const rooms = (): ReturnType<NewHouse['rooms']> => {
    const { reader, writer } = house.rooms()
    const complete: typeof writer.complete = async (watch) => {
      await writer.complete(watch)
      await meddle()
    }
    return {
      reader,
      writer: new Proxy(writer, {
        get: (target, name) => (name === 'complete' ? complete : bound(target, name)),
      }),
    }
  }
  return new Proxy(house, { get: (target, name) => (name === 'rooms' ? rooms : bound(target, name)) })
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target)
  return typeof value === 'function' ? value.bind(target) : value
}

/** What the move says. */
async function moveMeddledWith(one: Place, other: Place, meddle: () => Promise<unknown>): Promise<string> {
  const [from, to] = [await openOld(one), await openNew(other)]
  try {
    await moveHouse({ from, to: meddledWith(to, meddle), now: Date.now }, UNWATCHED)
    return 'It was moved.'
  } catch (error) {
    return (error as Error).message
  } finally {
    await to.close()
    await from.close()
  }
}

async function filled(): Promise<[from: string, back: string]> {
  const top = temporaryFolder()
  await fillHost(join(top, 'from'), 5)
  await keepEverything(join(top, 'from'))
  return [join(top, 'from'), join(top, 'back')]
}

const NOT_THE_SAME = (part: string): string =>
  `${part} did not come to be the same: empty the new place, and run migrate again.`

// Each starts a move or two beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 })

withRedis((kind, open, url) => {
  describe(`checked at ${kind}`, () => {
    it.each<[string, string, string[]]>([
      ['a text', 'Room a', ['HSET', 'r:a texts', '3', '3 T 다른 말']],
      ['an entry that is gone', 'Room b', ['XDEL', 'r:b entries', '2']],
      ['a member', 'Room a', ['ZREM', 'r:a present', 'u']],
      ['an order of entering', 'Room a', ['ZADD', 'r:a present', '9', 'u']],
      ['a name', 'Room a', ['HSET', 'r:a names', 'w', 'x']],
      ['a ban', 'Room ruled', ['ZREM', 'r:ruled bans', 'w']],
      ['an invitation', 'Room secret', ['HDEL', 'r:secret invited', 'v']],
      ['a read mark', 'Room c', ['HSET', 'r:c marks', 'u', '1']],
      ['a setting', 'Room ruled', ['HSET', 'r:ruled room', 'slowMode', '5']],
      ['a closed room', 'Room over', ['HDEL', 'r:over room', 'closedAt']],
      ['two people’s room', 'Room pair', ['DEL', 'd:u v room']],
      ['a room that is gone', 'Room secret', ['DEL', 'r:secret room']],
      ['a room too many', 'Room zzz', ['HSET', 'r:zzz room', 'kind', 'open']],
      ['an account', 'The accounts', ['HSET', 'u:u account', 'passwordHash', 'x']],
      ['a sign-in', 'The sign-ins', ['HDEL', 'f:ended family', 'revokedAt']],
      ['the signing key', "The host's identity", ['HSET', 'h:host identity', 'name', 'x']],
    ])('[MV8] %s', async (_what, part, [command = '', key = '', ...args]) => {
      const [from] = await filled()
      const prefix = freshPrefix()
      const link = await closing(open(prefix))
      const place = key.lastIndexOf(' ')
      const name = `${prefix}:{${key.slice(0, place)}}:${key.slice(place + 1)}`
      const redis = redisOptions(url(), prefix)
      const meddle = () => link.commands.call(command, name, ...args)
      expect(await moveMeddledWith(from, redis, meddle)).toBe(NOT_THE_SAME(part))
      await expect(openRedisHost(link, null)).rejects.toThrow(/is not done/)
      expect(() => openDatabase(from, { durability: 'process' })).toThrow(/is moving to/)
    })

    it.each([
      ['Room a', "UPDATE entries SET message = 'x' WHERE seq = 2"],
      ['Room a', 'DELETE FROM entries WHERE seq = 5'],
      ['Room a', "UPDATE logs SET epoch = 'x'"],
      ['Room a', 'UPDATE memberships SET stay = stay + 1'],
      ['The accounts', "DELETE FROM accounts WHERE login = 'haneul'"],
    ])('[MV8] on the way back: %s after %s', async (part, sql) => {
      const [from, back] = await filled()
      const redis = redisOptions(url(), freshPrefix())
      await moveBetween(from, redis, UNWATCHED)
      const meddle = async (): Promise<void> => {
        const connection = new Sqlite(join(back, 'sarangbang.db'))
        connection.exec(sql)
        connection.close()
      }
      expect(await moveMeddledWith(redis, back, meddle)).toBe(NOT_THE_SAME(part))
      expect(() => openDatabase(back, { durability: 'process' })).toThrow(/is not done/)
    })
  })
})
