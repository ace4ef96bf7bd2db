// Turns the command line and the environment into one frozen, validated Config, or into a sentence about what is wrong with them.
import type { Login } from '../protocol/ids.ts'
import {
  ConfigError,
  toAddress,
  toDialects,
  toDrain,
  toAccountLogin,
  toAwayAfter,
  toFolder,
  toHostName,
  toKeepDays,
  toKeepMessages,
  toLimited,
  toLogLevel,
  toOrigin,
  toPassword,
  toPort,
  toProxies,
} from './config-values.ts'
import type { Durability, LogLevel } from './config-values.ts'
import { defaultDataFolder } from './default-data-folder.ts'
import type { Limited } from './limits/limited.ts'
import { DIALECT_NAMES, type DialectName } from './routes/dialects/dialect.ts'
import { readOptions, type Given } from './options.ts'
import { readRedis, type RedisConfig } from './redis-config.ts'
import { readMigrateCommand, type MigrateCommand } from './migrate-command.ts'
import { COPY_ACTIONS, readCopyCommand, type CopyCommand } from './copy-command.ts'

export { ConfigError } from './config-values.ts'

/** How to host. `name` null: the one it had before. `password` null: guests need none. */
export interface Config {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** The port of plain STOMP over TCP; 0 takes a free port, null means none. */
  readonly stompPort: number | null
  readonly dataDir: string
  readonly name: string | null
  readonly password: string | null
  /** Further web origins whose pages may talk to this host, as browsers send them. */
  readonly origins: readonly string[]
  /** Logins of the accounts whose owners look after the host. */
  readonly admins: readonly Login[]
  /** Milliseconds after which a guest who is not connected leaves their rooms; null where they never do. */
  readonly awayAfter: number | null
  /** Milliseconds that it goes on serving when it is asked to stop, as one that takes nobody new. */
  readonly drain: number
  /** Days after which an entry of a room is removed; null where none is for its age. */
  readonly keepDays: number | null
  /** How many entries a room keeps; null for all. */
  readonly keepMessages: number | null
  /** Whether clients may send to general destinations themselves. */
  readonly openTopics: boolean
  /** The older systems whose clients are spoken with, the one that is heard where two cannot be told apart first. */
  readonly dialects: readonly DialectName[]
  readonly durability: Durability
  /** Null where all is kept in `dataDir`, and no other node shares it. */
  readonly redis: RedisConfig | null
  readonly limited: Limited
  /** Addresses and networks of the proxies in front, which say whose a request is. */
  readonly proxies: readonly string[]
  readonly logLevel: LogLevel
}

/** What the command line asks for. */
export type Invocation =
  | { readonly action: 'serve'; readonly config: Config }
  | CopyCommand
  | MigrateCommand
  | { readonly action: 'help' }
  | { readonly action: 'version' }

export type Environment = Readonly<NodeJS.Dict<string>>

const OPTIONS = {
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  name: { type: 'string' },
  password: { type: 'string' },
  'stomp-port': { type: 'string' },
  redis: { type: 'string' },
  'redis-prefix': { type: 'string' },
  'redis-password-file': { type: 'string' },
  'redis-sentinel-password-file': { type: 'string' },
  origin: { type: 'string', multiple: true },
  admin: { type: 'string', multiple: true },
  away: { type: 'string' },
  drain: { type: 'string' },
  'keep-days': { type: 'string' },
  'keep-messages': { type: 'string' },
  durability: { type: 'string' },
  limits: { type: 'string' },
  proxies: { type: 'string' },
  'log-level': { type: 'string' },
  dialects: { type: 'string' },
  'open-topics': { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const
type Option = keyof typeof OPTIONS

/** Reads nothing but its arguments and the file of Redis's password. `--help` and `--version` win over everything else. Throws ConfigError. */
export function readConfig(
  argv: readonly string[],
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Invocation {
  if (argv.includes('--help')) return { action: 'help' }
  if (argv.includes('--version')) return { action: 'version' }
  const copy = COPY_ACTIONS.find((action) => action === argv[0])
  if (copy !== undefined) return readCopyCommand(copy, argv.slice(1))
  if (argv[0] === 'migrate') return readMigrateCommand(argv.slice(1), env)
  const config = toConfig(readOptions(argv, OPTIONS), env, platform)
  return Object.freeze({ action: 'serve', config: Object.freeze(config) })
}

function toConfig(given: Given<Option>, env: Environment, platform: NodeJS.Platform): Config {
  const value = <T>(option: Option, read: (option: string, text: string) => T): T | null => {
    const text = given[option]?.at(-1)
    return text === undefined ? null : read(`--${option}`, text)
  }
  return {
    host: value('host', toAddress) ?? '127.0.0.1',
    port: value('port', toPort) ?? 7420,
    stompPort: value('stomp-port', toPort),
    dataDir: value('data', toFolder) ?? platformFolder(env, platform),
    name: value('name', toHostName),
    password: value('password', toPassword) ?? passwordOf(env),
    origins: Object.freeze((given.origin ?? []).map((text) => toOrigin('--origin', text))),
    admins: Object.freeze((given.admin ?? []).map((text) => toAccountLogin('--admin', text))),
    awayAfter: awayAfterOf(given),
    drain: value('drain', toDrain) ?? 0,
    keepDays: value('keep-days', toKeepDays),
    keepMessages: value('keep-messages', toKeepMessages),
    openTopics: given['open-topics'] !== undefined,
    dialects: value('dialects', toDialects) ?? DIALECT_NAMES,
    ...readRedis(given, env),
    limited: value('limits', toLimited) ?? 'remote',
    proxies: value('proxies', toProxies) ?? [],
    logLevel: value('log-level', toLogLevel) ?? 'info',
  }
}

/** Ten minutes where nothing is said. */
function awayAfterOf({ away }: Given<Option>): number | null {
  return toAwayAfter('--away', away?.at(-1) ?? '10')
}

/** An empty variable is refused, not taken for none: a slip in a start script must not open the host to everybody. */
function passwordOf(env: Environment): string | null {
  const password = env['SARANGBANG_PASSWORD']
  return password === undefined ? null : toPassword('SARANGBANG_PASSWORD', password)
}

function platformFolder(env: Environment, platform: NodeJS.Platform): string {
  const folder = defaultDataFolder(platform, env)
  if (folder === null)
    throw new ConfigError('--data is needed here, because the environment names no home folder.')
  return folder
}
