// What a host says of a Redis that it cannot be kept in, and that it leaves such a Redis alone.
import { inspect } from 'node:util'
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createLogger } from '../../../../server/log.ts'
import type { HostIdentity } from '../../../../server/store/host-identity.ts'
import { openRedisHost } from '../../../../server/store/redis/redis-host.ts'
import { freePorts } from '../../../support/free-ports.ts'
import { everythingUnder } from '../../../support/redis/all-keys.ts'
import { openMockRedis } from '../../../../server/store/redis/mock-redis.ts'
import { redisOfVersion } from '../../../support/redis/old-redis.ts'
import { startRedisCluster } from '../../../support/redis/redis-cluster.ts'
import { freshPrefix, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { IN_MEMORY, ON_DISK, startRedis } from '../../../support/redis/redis-server.ts'
import { startSentinels } from '../../../support/redis/redis-sentinels.ts'
import { fault, opened } from './opening.ts'

/** A connection of the test's own, for what a host never does. */
function by(url: string): Redis {
  const connection = new Redis(url)
  onTestFinished(() => connection.disconnect())
  return connection
}

describe.skipIf(redisProgram() === null)('opening a Redis', () => {
  it('[RS9] that is not there says where', async () => {
    const [port = 0] = await freePorts(1)
    for (const url of [`redis://127.0.0.1:${port}`, `redis+cluster://127.0.0.1:${port}`]) {
      const { code, message } = await fault(url)
      expect(code).toBe('REDIS_UNREACHABLE')
      expect(message).toContain(`127.0.0.1:${port} cannot be reached: `)
    }
    expect((await fault('redis://nowhere.invalid')).message).toContain('ENOTFOUND')
  })

  it('[RS9] gives up on Sentinels that nobody answers at', { timeout: 30_000 }, async () => {
    const [port = 0] = await freePorts(1)
    const { code, message } = await fault(`redis+sentinel://127.0.0.1:${port}/main`)
    expect([code, message]).toEqual(['REDIS_UNREACHABLE', expect.stringContaining('Sentinels at 127.0.0.1')])
  })

  it('[RS9] [RS11] refuses a password that is wrong, missing or of nobody, and tells it to nobody', async () => {
    const server = await startRedis([...IN_MEMORY, '--requirepass', 'right-horse'])
    const lines: string[] = []
    const log = createLogger('trace', { write: (line) => lines.push(line) })
    const reportFailure = (error: Error) => log.error({ err: error }, 'Redis failed')
    for (const [credentials, words] of [
      [':wrong-battery@', 'does not take this user name and password'],
      ['somebody:wrong-battery@', 'does not take this user name and password'],
      ['', 'asks for a password, and none was given'],
    ] as const) {
      const error = await fault(`redis://${credentials}${server.address}`, { reportFailure })
      expect([error.code, error.message]).toEqual(['REDIS_REFUSED', expect.stringContaining(words)])
      log.error({ err: error }, 'the host ended')
      lines.push(error.stack ?? '', JSON.stringify(error), String(error.cause), JSON.stringify(error.cause))
    }
    expect(lines.join('\n')).toContain('WRONGPASS')
    expect(lines.join('\n')).not.toMatch(/battery|horse/)
    await opened(`redis://:right-horse@${server.address}`, { reportFailure })
  })

  it(
    '[RS9] [RS11] has a password for the Sentinels and one for their master, and needs no more than one Sentinel',
    { timeout: 60_000 },
    async () => {
      const {
        url,
        master,
        sentinels: [hanging],
      } = await startSentinels({
        passwords: { redis: 'right-horse', sentinels: 'right-staple' },
      })
      const secrets = (password: string | null, sentinelPassword: string | null) => ({
        password,
        sentinelPassword,
      })
      for (const [passwords, words] of [
        [secrets('right-horse', null), '^One of the Sentinels at .* asks for a password, and none was given'],
        [secrets('right-horse', 'wrong-battery'), '^One of the Sentinels at .* does not take'],
        [secrets(null, 'right-staple'), 'The master of the Sentinels at .* asks for a password'],
        [secrets('wrong-battery', 'right-staple'), 'The master of the Sentinels at .* does not take'],
      ] as const) {
        const error = await fault(url, {}, passwords)
        expect([error.code, error.message]).toEqual(['REDIS_REFUSED', expect.stringMatching(words)])
        expect(inspect(error, { depth: 9 })).not.toMatch(/battery|horse|staple/)
      }
      const right = secrets('right-horse', 'right-staple')
      expect(await fault(url.replace('/sarangbang/', '/somebody/'), {}, right)).toMatchObject({
        code: 'REDIS_WRONG_KIND',
        message: expect.stringMatching(
          /^One of the Sentinels at .* knows no master of this name\.$/,
        ) as string,
      })
      const { link } = await opened(url, {}, right)
      await master.kill()
      await vi.waitFor(() => link.commands.set(link.keys.host('test', 'a'), 1), { timeout: 30_000 })
      hanging?.freeze()
      await opened(url, {}, right)
    },
  )

  it('[RS9] refuses a user who may do too little, and takes one who may do all under the prefix', async () => {
    const server = await startRedis()
    const admin = by(server.url)
    const users: [string, string[], boolean][] = [
      ['reader', ['~*', '&*', '+@read', '+@connection', '+info'], false],
      ['deaf', ['~*', 'resetchannels', '+@all'], false],
      ['elsewhere', ['~other:*', '&*', '+@all'], false],
      ['chat', ['~chat:*', '&chat:*', '+@all', '-@admin', '-@dangerous', '+info'], true],
    ]
    for (const [name, rules, isEnough] of users) {
      await admin.call('ACL', 'SETUSER', name, 'on', '>secret-of-it', ...rules)
      const url = `redis://${name}:secret-of-it@${server.address}`
      if (isEnough) expect((await opened(url, { prefix: 'chat' })).identity.version).toBe(1)
      else
        expect(await fault(url), name).toMatchObject({
          code: 'REDIS_REFUSED',
          message: expect.stringContaining('NOPERM') as string,
        })
    }
    expect((await admin.keys('*')).toSorted()).toEqual(['chat:{h:host}:identity'])
  })

  it('[RS9] refuses one that is too old', async () => {
    const { code, message } = await fault(await redisOfVersion('6.2.14'))
    expect([code, message]).toEqual([
      'REDIS_TOO_OLD',
      expect.stringMatching(/is of version 6\.2\.14; .* 7\.0 or later\.$/),
    ])
  })

  it('[RS9] refuses what is of another kind than its URL says', { timeout: 30_000 }, async () => {
    const server = await startRedis()
    const replica = await startRedis([...IN_MEMORY, '--replicaof', '127.0.0.1', String(server.port)])
    const cluster = await startRedisCluster()
    for (const [url, words] of [
      [`redis+cluster://${server.address}`, 'is no Cluster'],
      [`redis://${cluster.nodes[0]?.address}`, 'is one of a Cluster'],
      [`redis://${replica.address}`, 'is a replica'],
      [`redis://${server.address}/99`, 'has no database of this number'],
    ] as const)
      expect(await fault(url)).toMatchObject({
        code: 'REDIS_WRONG_KIND',
        message: expect.stringContaining(words) as string,
      })
  })

  it('[RS9] refuses one that drops what it keeps, and warns of one that may', async () => {
    const server = await startRedis([...ON_DISK, '--maxmemory-policy', 'allkeys-lru'])
    expect((await opened(server.url)).warnings).toEqual([
      expect.stringContaining('maxmemory-policy allkeys-lru'),
    ])
    await by(server.url).config('SET', 'maxmemory', '100mb')
    expect(await fault(server.url)).toMatchObject({
      code: 'REDIS_EVICTS',
      message: expect.stringContaining('noeviction') as string,
    })
    await by(server.url).config('SET', 'maxmemory-policy', 'noeviction')
    expect((await opened(server.url)).warnings).toEqual([])
  })

  it('[RS9] warns of one that keeps nothing, or not the last', async () => {
    const server = await startRedis(IN_MEMORY)
    expect((await opened(server.url)).warnings).toEqual([expect.stringContaining('everything may be lost')])
    await by(server.url).config('SET', 'save', '3600 1')
    expect((await opened(server.url)).warnings).toEqual([
      expect.stringContaining('after its last snapshot may be lost'),
    ])
  })

  it('[RS9] has the power’s durability only where each change is on the disk', async () => {
    const server = await startRedis([...ON_DISK, '--appendfsync', 'everysec'])
    expect((await fault(server.url, { durability: 'power' })).code).toBe('REDIS_NOT_DURABLE')
    await by(server.url).config('SET', 'appendfsync', 'always')
    expect((await opened(server.url, { durability: 'power' })).warnings).toEqual([])
  })
})

async function nodeHost(open: OpenLink, prefix: string, name: string | null): Promise<HostIdentity> {
  const link = await open(prefix)
  onTestFinished(() => link.close())
  return openRedisHost(link, name)
}

withRedis((kind, open) => {
  describe(`the host on ${kind}`, () => {
    /** A prefix on this Redis, and how a node opens the host there. */
    async function place() {
      const prefix = freshPrefix()
      const link = await open(prefix)
      onTestFinished(() => link.close())
      return {
        link,
        key: link.keys.host('host', 'identity'),
        host: (name: string | null = null) => nodeHost(open, prefix, name),
      }
    }

    it('[RS8] is one, however many nodes are first, and is called what the last name says', async () => {
      const { host, link, key } = await place()
      const identities = await Promise.all(Array.from({ length: 8 }, () => host()))
      expect(new Set(identities.map((each) => JSON.stringify(each))).size).toBe(1)
      const [first] = identities
      expect(await host('사랑방')).toEqual({ ...first, name: '사랑방' })
      expect(await host()).toEqual({ ...first, name: '사랑방' })
      expect(await link.commands.hget(key, 'signingKey')).toBe(first?.signingKey)
    })

    it('[RS9] is not taken for one where something else is, which stays as it is', async () => {
      const things: [string, (link: Awaited<ReturnType<typeof place>>) => Promise<unknown>, string][] = [
        ['another kind', ({ link, key }) => link.commands.set(key, 'theirs'), 'REDIS_FOREIGN'],
        ['another hash', ({ link, key }) => link.commands.hset(key, 'name', 'theirs'), 'REDIS_FOREIGN'],
        [
          'a bad key',
          async ({ link, key, host }) => (await host(), link.commands.hset(key, 'signingKey', 'short')),
          'REDIS_FOREIGN',
        ],
        [
          'other keys',
          ({ link }) => link.commands.set(link.keys.host('cache', 'page'), 'theirs'),
          'REDIS_FOREIGN',
        ],
        [
          'a later host',
          ({ link, key }) => link.commands.hset(key, 'version', 2, 'name', 'theirs'),
          'REDIS_TOO_NEW',
        ],
      ]
      for (const [what, put, code] of things) {
        const there = await place()
        await put(there)
        const before = await everythingUnder(there.link)
        await expect(there.host('ours'), what).rejects.toMatchObject({
          code,
          message: expect.stringMatching(/\.$/) as string,
        })
        expect(await everythingUnder(there.link), what).toEqual(before)
      }
    })
  })
})

describe('the host on ioredis-mock', () => {
  it('[RS8] is one, for a demonstration', async () => {
    const prefix = freshPrefix()
    const open = async (name: string | null = null) => openRedisHost(await openMockRedis(prefix), name)
    const [first, second] = await Promise.all([open(), open()])
    expect(second).toEqual(first)
    expect(await open('사랑방')).toEqual({ ...first, name: '사랑방' })
  })
})
