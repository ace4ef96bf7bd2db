// What a move is refused for: a sentence each, and nothing is changed at either place.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { LEASE_TIMES, NodeLease } from '../../../server/store/redis/node-lease.ts'
import { openRedisHost } from '../../../server/store/redis/redis-host.ts'
import type { RedisHouseOptions } from '../../../server/store/redis/redis-house.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { closing } from '../../contracts/redis-stores.ts'
import { fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { moveBetween, openNew, redisOptions, type Place } from '../../support/moving.ts'
import { freshPrefix, withRedis } from '../../support/redis/redis-kinds.ts'
import type { RedisLink } from '../../../server/store/redis/link.ts'
import { redisProgram } from '../../support/redis/redis-program.ts'
import { startRedis } from '../../support/redis/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let [host, empty] = ['', '']

beforeEach(async () => {
  const top = temporaryFolder()
  ;[host, empty] = [join(top, 'host'), join(top, 'empty')]
  await fillHost(host, 2)
})

/** The one sentence of a move that is refused. */
async function refusal(from: Place, to: Place): Promise<string> {
  const said = await moveBetween(from, to, UNWATCHED).then(
    () => 'It was moved.',
    (error: Error) => error.message,
  )
  expect(said).toMatch(/^[^\n]+$/)
  return said
}

/** Every file of a folder, but what tells that somebody has looked. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !/^sarangbang\.(lock|db-(wal|shm))/.test(name))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}

async function keysOf({ commands, keys }: RedisLink): Promise<Record<string, unknown>> {
  const masters = 'nodes' in commands ? commands.nodes('master') : [commands]
  const found = (await Promise.all(masters.map((each) => each.keys(keys.all)))).flat().sort()
  const values = await Promise.all(found.map(async (key) => (await commands.dumpBuffer(key)).toString('hex')))
  return Object.fromEntries(found.map((key, nth) => [key, values[nth]]))
}

// Each starts a move or two beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 })

withRedis((kind, open, url) => {
  describe(`between a folder and ${kind}`, () => {
    let redis: RedisHouseOptions
    let link: RedisLink

    beforeEach(async () => {
      redis = redisOptions(url(), freshPrefix())
      link = await closing(open(redis.prefix))
    })

    it.each<[string, () => unknown, RegExp]>([
      ['that is not there', () => rmSync(host, { recursive: true }), /^There is no .*host\.json\.$/],
      ['without a database', () => rmSync(join(host, 'sarangbang.db')), /^There is no .*sarangbang\.db\.$/],
      ['of nobody', () => writeFileSync(join(host, 'host.json'), '{}'), /is not the identity of a host\.$/],
      [
        'of a later host',
        () => writeFileSync(join(host, 'host.json'), '{"version":2}'),
        /by a later version\.$/,
      ],
      ['of a later form', () => alter('PRAGMA user_version = 999'), /by a later version \(format 999/],
      [
        'that is damaged',
        () => writeFileSync(join(host, 'sarangbang.db'), 'x'.repeat(5_000)),
        /cannot be used/,
      ],
      ['that is served', () => serve(), /^Another host is using .*host\.$/],
      ['that is being restored', () => writeFileSync(join(host, 'restore-unfinished'), ''), /did not finish/],
      [
        'with a strange note',
        () => writeFileSync(join(host, 'moving-out'), '{}'),
        /is not the note of a move\.$/,
      ],
    ])('[MV7] from a folder %s', async (_what, spoil, sentence) => {
      await spoil()
      expect(await refusal(host, redis)).toMatch(sentence)
      expect(await keysOf(link)).toEqual({})
    })

    it.each<[string, () => unknown, RegExp]>([
      [
        'with anything in it',
        () => put('letter'),
        /is not empty: move into an empty folder, or a new one\.$/,
      ],
      ['with a host', () => fillHost(empty, 0), /is not empty/],
      ['that is a file', () => writeFileSync(empty, ''), /is not a folder/],
    ])('[MV7] into a folder %s', async (_what, spoil, sentence) => {
      await openRedisHost(link, null)
      await spoil()
      const before = await keysOf(link)
      expect(await refusal(redis, empty)).toMatch(sentence)
      expect(await keysOf(link)).toEqual(before)
    })

    it('[MV7] into a Redis that has a host, or anything, under the prefix', async () => {
      const files = filesIn(host)
      await link.commands.set(link.keys.host('x', 'y'), 'mine')
      expect(await refusal(host, redis)).toMatch(/^There is something at .* take another --redis-prefix\.$/)
      await link.commands.del(link.keys.host('x', 'y'))
      await openRedisHost(link, null)
      const before = await keysOf(link)
      expect(await refusal(host, redis)).toMatch(/^There is a host at .* take another --redis-prefix\.$/)
      expect(await keysOf(link)).toEqual(before)
      expect(filesIn(host)).toEqual(files)
    })

    it('[MV7] from a Redis that has no host under the prefix, and a folder is not even made', async () => {
      expect(await refusal(redis, empty)).toMatch(/^There is no host at .* \(prefix test.*\)\.$/)
      expect(() => readdirSync(empty)).toThrow()
    })

    it('[MV7] from a Redis of a later host, or under whose prefix something else is', async () => {
      const identity = link.keys.host('host', 'identity')
      await openRedisHost(link, null)
      await link.commands.hset(identity, 'version', 2)
      expect(await refusal(redis, empty)).toMatch(/was written by a later version\.$/)
      await link.commands.del(identity)
      await link.commands.set(identity, 'mine')
      expect(await refusal(redis, empty)).toMatch(/was not written by a host/)
    })

    it('[MV7] from a Redis that is served, until its nodes have stopped', async () => {
      await openRedisHost(link, null)
      const lease = new NodeLease(link, LEASE_TIMES)
      await lease.start()
      const before = await keysOf(link)
      expect(await refusal(redis, empty)).toMatch(/^A host runs on .*: stop all of its nodes first\.$/)
      expect(await keysOf(link)).toEqual(before)
      await lease.close()
      expect(await moveBetween(redis, empty, UNWATCHED)).toMatchObject({ rooms: 0 })
    })

    it('[MV7] while another move is under way there', async () => {
      const house = await openNew(redis)
      onTestFinished(() => house.close())
      expect(await refusal(host, redis)).toMatch(/^Another move is under way at /)
    })

    it('[MV7] a second time, and to what is left of another move', async () => {
      await moveBetween(host, redis, UNWATCHED)
      expect(await refusal(host, redisOptions(url(), freshPrefix()))).toMatch(/ has moved to .* already\.$/)
      await link.commands.hset(link.keys.host('host', 'moving-in'), 'mark', '{"move":"m","carried":null}')
      await link.commands.del(link.keys.host('host', 'identity'))
      const other = join(empty, '../other')
      await fillHost(other, 1)
      const files = filesIn(other)
      expect(await refusal(other, redis)).toMatch(/^What another move has left is at .*: empty it/)
      expect(filesIn(other)).toEqual(files)
    })
  })
})

describe.skipIf(redisProgram() === null)('a Redis is refused', () => {
  it('[MV7] where nobody answers', async () => {
    const files = filesIn(host)
    expect(await refusal(host, redisOptions('redis://127.0.0.1:1', 'p'))).toMatch(/cannot be reached/)
    expect(filesIn(host)).toEqual(files)
  })

  it('[MV7] that asks for another password', async () => {
    const server = await startRedis(['--requirepass', 'right', '--save', ''])
    const withPassword = (password: string) => redisOptions(`redis://:${password}@${server.address}`, 'p')
    expect(await refusal(host, withPassword('wrong'))).toMatch(/does not take this user name and password\.$/)
    expect(await refusal(host, redisOptions(server.url, 'p'))).toMatch(
      /asks for a password, and none was given\.$/,
    )
    expect(await moveBetween(host, withPassword('right'), UNWATCHED)).toMatchObject({ rooms: 3 })
  })

  it('[MV7] that is no Cluster, where one was named', async () => {
    const server = await startRedis()
    expect(await refusal(host, redisOptions(`redis+cluster://${server.address}`, 'p'))).toMatch(/Cluster/)
  })
})

function alter(sql: string): void {
  const connection = new Sqlite(join(host, 'sarangbang.db'))
  connection.exec(sql)
  connection.close()
}

function serve(): void {
  const database = openDatabase(host, { durability: 'process' })
  onTestFinished(() => database.close())
}

function put(name: string): void {
  mkdirSync(empty)
  writeFileSync(join(empty, name), 'mine')
}
