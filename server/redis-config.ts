// Reads where a host's Redis is, and what goes only with one, from the command line and the environment.
import { readFileSync } from 'node:fs'
import {
  ConfigError,
  toDurability,
  toFile,
  toRedis,
  toRedisPassword,
  toRedisPrefix,
  type Durability,
} from './config-values.ts'
import type { Given } from './options.ts'
import type { RedisPlace } from './store/redis-place.ts'

/** `prefix`: of all its keys and channels. `replicas`: how many have to have a message before its receipt; 0 for none. */
export interface RedisConfig {
  readonly place: RedisPlace
  readonly prefix: string
  readonly replicas: number
}

type PasswordOption = 'redis-password-file' | 'redis-sentinel-password-file'
type RedisOption = 'redis' | 'redis-prefix' | PasswordOption | 'durability'

/** What makes no sense without `--redis`. */
const ONLY_WITH_REDIS = ['redis-prefix', 'redis-password-file', 'redis-sentinel-password-file'] as const

const PASSWORD = 'SARANGBANG_REDIS_PASSWORD'
const SENTINEL_PASSWORD = 'SARANGBANG_REDIS_SENTINEL_PASSWORD'

/** What a receipt promises, and the Redis: null where there is none. Reads the password's file. Throws ConfigError. */
export function readRedis(
  given: Given<RedisOption>,
  env: Readonly<NodeJS.Dict<string>>,
): { durability: Durability; redis: RedisConfig | null } {
  const level = toDurability('--durability', given.durability?.at(-1) ?? 'process')
  const [durability, replicas] = typeof level === 'string' ? [level, 0] : ['process' as const, level.replicas]
  const url = given.redis?.at(-1)
  if (url === undefined) {
    refuseWithoutRedis(given, replicas)
    return { durability, redis: null }
  }
  const place = toRedisWithPassword('--redis', url, given, env)
  if (place.kind === 'mock' && level !== 'process')
    throw new ConfigError('--durability says nothing of --redis mock, which keeps nothing.')
  const prefix = toPrefix(given)
  return { durability, redis: Object.freeze({ place, prefix, replicas }) }
}

/** Of all keys and channels of a host. Throws ConfigError. */
export function toPrefix(given: Given<'redis-prefix'>): string {
  return toRedisPrefix('--redis-prefix', given['redis-prefix']?.at(-1) ?? 'sarangbang')
}

function refuseWithoutRedis(given: Given<RedisOption>, replicas: number): void {
  const option = ONLY_WITH_REDIS.find((each) => given[each] !== undefined)
  if (option !== undefined) throw new ConfigError(`--${option} is for a host with --redis.`)
  if (replicas > 0) throw new ConfigError('--durability replicas:N is for a host with --redis.')
}

/**
 * A Redis that `option` names by this URL, with its password, and that of its Sentinels: one on the command line stands before the
 * environment's. Reads the passwords' files. Throws ConfigError.
 */
export function toRedisWithPassword(
  option: string,
  url: string,
  given: Given<PasswordOption>,
  env: Readonly<NodeJS.Dict<string>>,
): RedisPlace {
  return withSentinelPassword(option, withPassword(option, toRedis(option, url), given, env), given, env)
}

function withSentinelPassword(
  option: string,
  place: RedisPlace,
  given: Given<PasswordOption>,
  env: Readonly<NodeJS.Dict<string>>,
): RedisPlace {
  const file = given['redis-sentinel-password-file']?.at(-1)
  if (place.kind !== 'sentinel') {
    // Of the two places of a move it may be the other's.
    if (file === undefined || option !== '--redis') return place
    throw new ConfigError('--redis-sentinel-password-file is for a --redis that Sentinels name.')
  }
  const password = passwordOf('--redis-sentinel-password-file', file, SENTINEL_PASSWORD, env)
  return password === null ? place : { ...place, sentinelPassword: password }
}

function withPassword(
  option: string,
  place: RedisPlace,
  given: Given<PasswordOption>,
  env: Readonly<NodeJS.Dict<string>>,
): RedisPlace {
  const file = given['redis-password-file']?.at(-1)
  if (place.kind === 'mock') {
    if (file === undefined) return place
    throw new ConfigError(`${option} mock takes no password.`)
  }
  if (place.password !== null) {
    if (file === undefined) return place
    throw new ConfigError(`The password of Redis is in ${option} and in --redis-password-file; give it once.`)
  }
  const password = passwordOf('--redis-password-file', file, PASSWORD, env)
  return password === null ? place : { ...place, password }
}

/** The one in the file that `option` names, else the one in the variable; null where there is neither. */
function passwordOf(
  option: `--${PasswordOption}`,
  file: string | undefined,
  variable: string,
  env: Readonly<NodeJS.Dict<string>>,
): string | null {
  if (file !== undefined) return passwordIn(option, file)
  const password = env[variable]
  return password === undefined ? null : toRedisPassword(variable, password)
}

/** The one line of the file that `option` names; editors end it with a line break. */
function passwordIn(option: `--${PasswordOption}`, file: string): string {
  const path = toFile(option, file)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
    throw new ConfigError(`${option} ${path} cannot be read (${code}).`)
  }
  return toRedisPassword(`The file of ${option}`, text.replace(/\r?\n$/, ''))
}
