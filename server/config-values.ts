// How the text after each option becomes a value, or a ConfigError with one sentence that says what is allowed.
import { isIP } from 'node:net'
import { LIMITS } from '../protocol/limits.ts'
import { toName } from '../protocol/text.ts'
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

/** See `Durability`. */
export const toDurability = (option: string, text: string): Durability => oneOf(option, DURABILITIES, text)

/** See `Limited`. */
export const toLimited = (option: string, text: string): Limited => oneOf(option, LIMITED, text)

/** See `LogLevel`. */
export const toLogLevel = (option: string, text: string): LogLevel => oneOf(option, LOG_LEVELS, text)

function oneOf<T extends string>(option: string, allowed: readonly T[], text: string): T {
  const value = allowed.find((each) => each === text)
  if (value !== undefined) return value
  throw new ConfigError(
    `${option} takes ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, not "${text}".`,
  )
}
