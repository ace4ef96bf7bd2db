// The command `migrate` on the command line: what it takes, and the sentences for what it does not.
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { ConfigError } from '../../server/config-values.ts'
import { HELP } from '../../server/help.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function read(line: string, env: NodeJS.Dict<string> = {}): unknown {
  try {
    return readConfig(line.split(' '), env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

const place = {
  kind: 'server',
  address: { host: 'h', port: 6379 },
  database: 0,
  username: null,
  password: null,
  tls: false,
}

describe('migrate', () => {
  it('[MV11] takes a folder and a Redis, either way, and two of Redis', () => {
    const [folder, redis] = [
      { kind: 'folder', dataDir: './d' },
      { kind: 'redis', place },
    ]
    const command = { action: 'migrate', prefix: 'sarangbang' }
    expect(read('migrate --from ./d --to redis://h')).toEqual({ ...command, from: folder, to: redis })
    const back = { ...command, from: redis, to: folder, prefix: 'p' }
    expect(read('migrate --to=./d --from redis://h --redis-prefix p')).toEqual(back)
    const cluster = { kind: 'cluster', addresses: [place.address] }
    expect(read('migrate --from redis://h --to redis+cluster://h')).toMatchObject({
      from: redis,
      to: { place: cluster },
    })
  })

  it('[MV11] takes the password from the URL, the environment or a file, for each Redis that has none in its URL', () => {
    const SARANGBANG_REDIS_PASSWORD = 'secret'
    const both = read('migrate --from redis://:own@h --to rediss://h', { SARANGBANG_REDIS_PASSWORD })
    expect(both).toMatchObject({
      from: { place: { password: 'own' } },
      to: { place: { password: 'secret', tls: true } },
    })
    const file = join(temporaryFolder(), 'password')
    writeFileSync(file, 'in a file\n')
    const given = read(`migrate --from d --to redis://h --redis-password-file ${file}`)
    expect(given).toMatchObject({ to: { place: { password: 'in a file' } } })
  })

  it.each([
    ['migrate', 'migrate needs --from; see --help.'],
    ['migrate --from d', 'migrate needs --to; see --help.'],
    ['migrate --from d --to', '--to needs a value'],
    ['migrate --from= --to redis://h', '--from takes the path of a folder.'],
    ['migrate --from d --to e', 'migrate needs a Redis at --from or at --to'],
    ['migrate --from d --to redis:/h', '--to takes the path of a folder, or redis://HOST:PORT'],
    ['migrate --from redis+other://h --to d', '--from takes the path of a folder, or redis://HOST:PORT'],
    ['migrate --from d --to redis://h --redis-prefix a*', '--redis-prefix takes 1 to 32 letters'],
    ['migrate --from d --to redis://h --redis-password-file /none', 'cannot be read'],
    ['migrate --from d --to redis://:x@h --redis-password-file f', 'The password of Redis is in --to and in'],
    ['migrate --from d --to redis://h --data e', 'There is no option --data; see --help.'],
    ['migrate --from d --to redis://h e', '"e" is not an option; see --help.'],
  ])('[MV11] %s: %s', (line, sentence) => {
    expect(read(line)).toContain(sentence)
  })

  it('[MV11] has its words in --help', () => {
    expect(read('migrate --help')).toEqual({ action: 'help' })
    for (const word of ['serve -- migrate', '  migrate  ', '--from PLACE', '--to PLACE'])
      expect(HELP).toContain(word)
  })
})
