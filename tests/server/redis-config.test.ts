import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig, type Config, type Environment } from '../../server/config.ts'
import { HELP } from '../../server/help.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const HOME: Environment = { HOME: '/home/me' }

function serve(argv: string[], env = HOME): Config {
  const invocation = readConfig(argv, env, 'linux')
  if (invocation.action !== 'serve') throw new Error('serves nothing')
  return invocation.config
}

/** The sentence that the person reads. */
function complaint(argv: string[], env = HOME): string {
  try {
    serve(argv, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

function passwordFile(text: string): string {
  const path = join(temporaryFolder(), 'password')
  writeFileSync(path, text)
  return path
}

const common = { username: null, password: null, tls: false }
const server = { ...common, kind: 'server', address: { host: 'redis.example', port: 6379 }, database: 0 }

describe('a Redis on the command line', () => {
  it('is named by its URL, and has a prefix that can be another', () => {
    expect(serve(['--redis', 'redis://redis.example']).redis).toEqual({
      place: server,
      prefix: 'sarangbang',
      replicas: 0,
    })
    const named = ['--redis=rediss+cluster://a:1,b:2', '--redis-prefix', 'room_1.a-b']
    expect(serve(named).redis).toEqual({
      place: {
        ...common,
        kind: 'cluster',
        tls: true,
        addresses: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
      },
      prefix: 'room_1.a-b',
      replicas: 0,
    })
    expect(serve(['--redis', 'mock']).redis).toMatchObject({ place: { kind: 'mock' } })
    expect(Object.isFrozen(serve(named).redis)).toBe(true)
  })

  it('has its password from the URL, from a file or from the environment, in this order', () => {
    const env = { ...HOME, SARANGBANG_REDIS_PASSWORD: 'from env' }
    const file = ['--redis-password-file', passwordFile('from: file@\r\n')]
    const url = ['--redis', 'redis://redis.example']
    expect(serve(url, env).redis?.place).toEqual({ ...server, password: 'from env' })
    expect(serve([...url, ...file], env).redis?.place).toEqual({ ...server, password: 'from: file@' })
    expect(serve(['--redis', 'redis://me@redis.example', ...file]).redis?.place).toEqual({
      ...server,
      username: 'me',
      password: 'from: file@',
    })
    expect(serve(['--redis', 'redis://:from%20url@redis.example'], env).redis?.place).toMatchObject({
      password: 'from url',
    })
    expect(serve(['--redis', 'mock'], env).redis?.place).toEqual({ kind: 'mock' })
    expect(serve([], env).redis).toBeNull()
  })

  it('has the password of its Sentinels from a file or from the environment, and its own besides', () => {
    const env = { ...HOME, SARANGBANG_REDIS_SENTINEL_PASSWORD: 'from env', SARANGBANG_REDIS_PASSWORD: 'own' }
    const file = ['--redis-sentinel-password-file', passwordFile('from file\n')]
    const url = ['--redis', 'redis+sentinel://a/main']
    expect(serve(url, env).redis?.place).toMatchObject({ password: 'own', sentinelPassword: 'from env' })
    expect(serve([...url, ...file], env).redis?.place).toMatchObject({ sentinelPassword: 'from file' })
    expect(serve(url).redis?.place).toMatchObject({ password: null, sentinelPassword: null })
    expect(serve(['--redis', 'redis://redis.example'], env).redis?.place).toEqual({
      ...server,
      password: 'own',
    })
  })

  it('can be asked to have what is kept on replicas, or on the disk', () => {
    const url = ['--redis', 'redis://redis.example', '--durability']
    expect(serve([...url, 'replicas:2'])).toMatchObject({ durability: 'process', redis: { replicas: 2 } })
    expect(serve([...url, 'power'])).toMatchObject({ durability: 'power', redis: { replicas: 0 } })
  })

  it.each([
    [['--redis', 'http://x'], '--redis takes redis://HOST:PORT/DATABASE, '],
    [['--redis', ''], '--redis takes redis://'],
    [['--redis', 'redis://x', '--redis-prefix', 'a:b'], '--redis-prefix takes 1 to 32 letters'],
    [['--redis', 'redis://x', '--redis-prefix', '{a}'], '--redis-prefix takes 1 to 32 letters'],
    [['--redis', 'redis://x', '--redis-prefix', 'a*'], '--redis-prefix takes 1 to 32 letters'],
    [['--redis', 'redis://x', '--redis-prefix', 'a@1'], '--redis-prefix takes 1 to 32 letters'],
    [['--redis', 'redis://x', '--redis-prefix='], '--redis-prefix takes 1 to 32 letters'],
    [['--redis', 'redis://x', '--durability', 'replicas:0'], '--durability takes process, power or'],
    [['--redis', 'redis://x', '--redis-password-file', '/nowhere/at/all'], 'cannot be read (ENOENT).'],
    [['--redis', 'redis://x', '--redis-password-file', '/'], 'cannot be read (EISDIR).'],
    [['--redis-prefix', 'a'], '--redis-prefix is for a host with --redis.'],
    [['--redis-password-file', '/a'], '--redis-password-file is for a host with --redis.'],
    [['--redis-sentinel-password-file', '/a'], '--redis-sentinel-password-file is for a host with --redis.'],
    [
      ['--redis', 'redis://x', '--redis-sentinel-password-file', '/a'],
      'is for a --redis that Sentinels name.',
    ],
    [
      ['--redis', 'redis+sentinel://x/m', '--redis-sentinel-password-file', '/nowhere/at/all'],
      '--redis-sentinel-password-file /nowhere/at/all cannot be read (ENOENT).',
    ],
    [['--durability', 'replicas:1'], '--durability replicas:N is for a host with --redis.'],
    [['--redis', 'mock', '--durability', 'power'], '--durability says nothing of --redis mock'],
    [['--redis', 'mock', '--durability', 'replicas:1'], '--durability says nothing of --redis mock'],
    [['--redis', 'mock', '--redis-password-file', '/a'], '--redis mock takes no password.'],
  ])('%j: %s', (argv, sentence) => {
    expect(complaint(argv)).toContain(sentence)
    expect(complaint(argv)).toMatch(/^[^\n]+\.$/)
  })

  it('[RS11] is complained of without its password', () => {
    const file = ['--redis-password-file', passwordFile('hunter2')]
    const empty = ['--redis-password-file', passwordFile('\n')]
    const lines = ['--redis-password-file', passwordFile('hunter2\nhunter3\n')]
    const url = ['--redis', 'redis://x']
    const env = { ...HOME, SARANGBANG_REDIS_PASSWORD: 'hunter2\n' }
    for (const [argv, sentence, from] of [
      [['--redis', 'redis://:hunter2@x:port'], '--redis takes', HOME],
      [['--redis', 'redis://:hunter2%@x'], '--redis takes', HOME],
      [['--redis', 'redis://:hunter2@x', ...file], 'give it once', HOME],
      [[...url, ...empty], 'a password of one line', HOME],
      [[...url, ...lines], 'a password of one line', HOME],
      [url, 'SARANGBANG_REDIS_PASSWORD takes a password of one line', env],
      [url, 'SARANGBANG_REDIS_PASSWORD takes', { ...HOME, SARANGBANG_REDIS_PASSWORD: '' }],
    ] as const) {
      expect(complaint([...argv], from)).toContain(sentence)
      expect(complaint([...argv], from)).not.toContain('hunter')
    }
    const sentinels = ['--redis', 'redis+sentinel://x/m']
    const bad = { ...HOME, SARANGBANG_REDIS_SENTINEL_PASSWORD: 'hunter2\n' }
    expect(complaint(sentinels, bad)).toMatch(
      /^SARANGBANG_REDIS_SENTINEL_PASSWORD takes a password of one line/,
    )
    expect(complaint(sentinels, bad)).not.toContain('hunter')
    expect(HELP).toContain('SARANGBANG_REDIS_SENTINEL_PASSWORD')
    expect(HELP).toContain('SARANGBANG_REDIS_PASSWORD')
    expect(HELP).not.toMatch(/redis[^\s]*:\/\/[^\s/]*:[^\s/]*@/)
  })
})
