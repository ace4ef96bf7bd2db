// Turns the command line and the environment into one frozen, validated Config, or into a sentence about what is wrong with them.
import {
  ConfigError,
  toAddress,
  toDurability,
  toFolder,
  toHostName,
  toLimited,
  toLogLevel,
  toOrigin,
  toPassword,
  toPort,
} from './config-values.ts'
import type { Durability, LogLevel } from './config-values.ts'
import { defaultDataFolder } from './default-data-folder.ts'
import type { Limited } from './limits/limited.ts'
import { readOptions, type Given } from './options.ts'
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
  /** Whether clients may send to general destinations themselves. */
  readonly openTopics: boolean
  readonly durability: Durability
  readonly limited: Limited
  readonly logLevel: LogLevel
}

/** What the command line asks for. */
export type Invocation =
  | { readonly action: 'serve'; readonly config: Config }
  | CopyCommand
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
  origin: { type: 'string', multiple: true },
  durability: { type: 'string' },
  limits: { type: 'string' },
  'log-level': { type: 'string' },
  'open-topics': { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const
type Option = keyof typeof OPTIONS

/** Options of the contract that this version cannot honour, and refuses rather than ignores. */
const NOT_YET: readonly Option[] = ['redis']

/** Reads nothing but its arguments. `--help` and `--version` win over everything else. Throws ConfigError. */
export function readConfig(
  argv: readonly string[],
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Invocation {
  if (argv.includes('--help')) return { action: 'help' }
  if (argv.includes('--version')) return { action: 'version' }
  const copy = COPY_ACTIONS.find((action) => action === argv[0])
  if (copy !== undefined) return readCopyCommand(copy, argv.slice(1))
  const config = toConfig(refuseFuture(readOptions(argv, OPTIONS)), env, platform)
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
    openTopics: given['open-topics'] !== undefined,
    durability: value('durability', toDurability) ?? 'process',
    limited: value('limits', toLimited) ?? 'remote',
    logLevel: value('log-level', toLogLevel) ?? 'info',
  }
}

function refuseFuture(given: Given<Option>): Given<Option> {
  const option = NOT_YET.find((each) => given[each] !== undefined)
  if (option !== undefined) throw new ConfigError(`--${option} is not in this version yet.`)
  return given
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
