// How the text after each option becomes a value, or a ConfigError with one sentence that says what is allowed.
import { isIP } from 'node:net'
import { toLogin } from '../protocol/account.ts'
import type { Login } from '../protocol/ids.ts'
import { LIMITS } from '../protocol/limits.ts'
import { toName } from '../protocol/text.ts'
import { DIALECT_NAMES, type DialectName } from './routes/dialects/dialect.ts'
import { REDIS_FORMS, toRedisPlace, type RedisPlace } from './store/redis-place.ts'
import { LIMITED, type Limited } from './limits/limited.ts'

/** The command line cannot be followed. The message is one sentence for the person who typed it. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigError'
  }
}

const DURABILITIES = ['process', 'power'] as const
/** What a receipt promises: the message survives the end of the process, or also of the power. */
export type Durability = (typeof DURABILITIES)[number]

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A port to listen on; 0 takes a free one. */
export function toPort(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (port <= 65_535) return port
  throw new ConfigError(`${option} takes a number from 0 to 65535 (0 takes a free port), not "${text}".`)
}

/** An address to listen on: an IP address, or a name that the system can look up. */
export function toAddress(option: string, text: string): string {
  if (isIP(text) !== 0 || isHostName(text)) return text
  throw new ConfigError(
    `${option} takes an IP address or a host name, such as 127.0.0.1, 0.0.0.0, :: or localhost, not "${text}".`,
  )
}

/** RFC 1123 §2.1: labels of letters, digits and hyphens; the last is never all digits, or it would be a broken IPv4 address. */
function isHostName(text: string): boolean {
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  return text.length <= 253 && new RegExp(`^(${label}\\.)*(?!\\d+$)${label}$`, 'i').test(text)
}

/** The host's name as guests see it. */
export function toHostName(option: string, text: string): string {
  const name = toName(text, LIMITS.hostNameLength)
  if (name.ok) return name.text
  throw new ConfigError(`${option} takes 1 to ${LIMITS.hostNameLength} characters that can be shown.`)
}

/** The host's password, in NFC so that it is the same whichever keyboard typed it. The message never repeats it. */
export function toPassword(option: string, text: string): string {
  const password = text.normalize('NFC')
  if (password !== '' && [...password].length <= LIMITS.passwordLength) return password
  throw new ConfigError(
    `${option} takes 1 to ${LIMITS.passwordLength} characters; leave it out to admit guests without a password.`,
  )
}

/** The login of an account, as it is kept: it need not be made yet. */
export function toAccountLogin(option: string, text: string): Login {
  const login = toLogin(text)
  if (login !== null) return login
  throw new ConfigError(
    `${option} takes the login of an account: 1 to ${LIMITS.loginLength} characters that can be seen, not "${text}".`,
  )
}

/** A month: no timer runs much longer. */
const MOST_MINUTES = 43_200

/** Milliseconds; null for 0 minutes, which are never over. */
export function toAwayAfter(option: string, text: string): number | null {
  const minutes = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (minutes <= MOST_MINUTES) return minutes === 0 ? null : minutes * 60_000
  throw new ConfigError(
    `${option} takes a whole number of minutes up to ${MOST_MINUTES} (0 is never), not "${text}".`,
  )
}

const MOST_DRAINING = 600

/** Milliseconds of whole seconds. */
export function toDrain(option: string, text: string): number {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : NaN
  if (seconds <= MOST_DRAINING) return seconds * 1_000
  throw new ConfigError(`${option} takes a whole number of seconds up to ${MOST_DRAINING}, not "${text}".`)
}

/** A hundred years. */
const MOST_DAYS = 36_500
const MOST_MESSAGES = 1_000_000_000

/** For how many days entries are kept. */
export const toKeepDays = (option: string, text: string): number => countUpTo(MOST_DAYS, option, text)

/** How many entries a room keeps. */
export const toKeepMessages = (option: string, text: string): number => countUpTo(MOST_MESSAGES, option, text)

function countUpTo(most: number, option: string, text: string): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : NaN
  if (count >= 1 && count <= most) return count
  throw new ConfigError(`${option} takes a whole number from 1 to ${most}, not "${text}".`)
}

/** A folder's path as it was given. */
export function toFolder(option: string, text: string): string {
  if (text !== '' && !text.includes('\0')) return text
  throw new ConfigError(`${option} takes the path of a folder.`)
}

/** A file's path as it was given. */
export function toFile(option: string, text: string): string {
  if (text !== '' && !text.includes('\0')) return text
  throw new ConfigError(`${option} takes the path of a file.`)
}

/** A web origin (RFC 6454 §6.2) in the form in which browsers send it. */
export function toOrigin(option: string, text: string): string {
  const url = URL.parse(text)
  const bare = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href
  if (bare) return url.origin
  throw new ConfigError(
    `${option} takes the scheme and host of a web page, such as https://chat.example.com, not "${text}".`,
  )
}

/** Addresses and networks, with commas between them. */
export function toProxies(option: string, text: string): readonly string[] {
  const proxies = text.split(',').map((each) => each.trim())
  if (proxies.every(isAddressOrNetwork)) return Object.freeze(proxies)
  throw new ConfigError(
    `${option} takes addresses or networks with commas between them, such as 10.0.0.5,192.168.0.0/16, not "${text}".`,
  )
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  const isMask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
  return family !== 0 && isMask && more.length === 0
}

/** See `Durability`; or how many replicas of a Redis have to have it too, from 1. */
export function toDurability(option: string, text: string): Durability | { replicas: number } {
  const [, replicas] = /^replicas:([1-9]\d?)$/.exec(text) ?? []
  if (replicas !== undefined) return { replicas: Number(replicas) }
  const level = DURABILITIES.find((each) => each === text)
  if (level !== undefined) return level
  throw new ConfigError(`${option} takes process, power or, with --redis, replicas:N, not "${text}".`)
}

/** Where a Redis is. The message repeats nothing: a password may be in it. */
export function toRedis(option: string, text: string): RedisPlace {
  const place = toRedisPlace(text)
  if (place !== null) return place
  throw new ConfigError(`${option} takes ${REDIS_FORMS}, or mock for a demonstration.`)
}

/** What the names of all keys and channels in a Redis begin with: nothing that means something in a pattern or a hash tag. */
export function toRedisPrefix(option: string, text: string): string {
  if (/^[A-Za-z0-9._-]{1,32}$/.test(text)) return text
  throw new ConfigError(
    `${option} takes 1 to 32 letters, digits, dots, hyphens and underscores, not "${text}".`,
  )
}

/** A password of Redis, whatever is in it. The message never repeats it. */
export function toRedisPassword(option: string, text: string): string {
  if (text !== '' && !/[\r\n\0]/.test(text)) return text
  throw new ConfigError(`${option} takes a password of one line.`)
}

/** See `Limited`. */
export const toLimited = (option: string, text: string): Limited => oneOf(option, LIMITED, text)

/** See `LogLevel`. */
export const toLogLevel = (option: string, text: string): LogLevel => oneOf(option, LOG_LEVELS, text)

/** Dialects' names with commas between them, each once; `none` for none of them. */
export function toDialects(option: string, text: string): readonly DialectName[] {
  if (text === 'none') return []
  const names = text.split(',').map((name) => DIALECT_NAMES.find((each) => each === name))
  const known = names.filter((name) => name !== undefined)
  if (known.length === names.length && new Set(known).size === names.length) return known
  throw new ConfigError(
    `${option} takes none, or some of ${DIALECT_NAMES.join(', ')} with commas between them, not "${text}".`,
  )
}

function oneOf<T extends string>(option: string, allowed: readonly T[], text: string): T {
  const value = allowed.find((each) => each === text)
  if (value !== undefined) return value
  throw new ConfigError(
    `${option} takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, not "${text}".`,
  )
}
