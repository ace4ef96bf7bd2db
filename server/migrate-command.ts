// The command `migrate` as it stands on a command line.
import { ConfigError, toFolder } from './config-values.ts'
import { readOptions, type Given } from './options.ts'
import { toPrefix, toRedisWithPassword } from './redis-config.ts'
import { REDIS_FORMS, toRedisPlace, type RedisPlace } from './store/redis-place.ts'

type NamedRedis = Exclude<RedisPlace, { kind: 'mock' }>

/** A place of a host: a folder as it was given, or a Redis. */
export type HouseAt =
  | { readonly kind: 'folder'; readonly dataDir: string }
  | { readonly kind: 'redis'; readonly place: NamedRedis }

/** `prefix`: of the host's keys, where a place is a Redis. */
export interface MigrateCommand {
  readonly action: 'migrate'
  readonly from: HouseAt
  readonly to: HouseAt
  readonly prefix: string
}

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  'redis-prefix': { type: 'string' },
  'redis-password-file': { type: 'string' },
  'redis-sentinel-password-file': { type: 'string' },
} as const
type Option = keyof typeof OPTIONS

type Environment = Readonly<NodeJS.Dict<string>>

/** `argv`: what follows the command. Reads the file of Redis's password. Throws ConfigError. */
export function readMigrateCommand(argv: readonly string[], env: Environment): MigrateCommand {
  const given = readOptions(argv, OPTIONS)
  const [from, to] = [toHouse('from', given, env), toHouse('to', given, env)]
  if (from.kind === 'folder' && to.kind === 'folder')
    throw new ConfigError(
      'migrate needs a Redis at --from or at --to: a folder is moved by backup and restore.',
    )
  return { action: 'migrate', from, to, prefix: toPrefix(given) }
}

/** What is no path, but meant for a Redis. */
const REDIS = /^rediss?(\+\w*)?:/

function toHouse(option: 'from' | 'to', given: Given<Option>, env: Environment): HouseAt {
  const text = given[option]?.at(-1)
  if (text === undefined) throw new ConfigError(`migrate needs --${option}; see --help.`)
  if (!REDIS.test(text)) return { kind: 'folder', dataDir: toFolder(`--${option}`, text) }
  if (toRedisPlace(text) === null)
    throw new ConfigError(`--${option} takes the path of a folder, or ${REDIS_FORMS}.`)
  const place = toRedisWithPassword(`--${option}`, text, given, env)
  if (place.kind === 'mock') throw new ConfigError(`--${option} mock keeps nothing.`)
  return { kind: 'redis', place }
}
