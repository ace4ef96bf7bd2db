import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../protocol/limits.ts'
import { ConfigError, readConfig } from '../../server/config.ts'
import type { Config, Environment } from '../../server/config.ts'
import { HELP } from '../../server/help.ts'
import { DIALECT_NAMES } from '../../server/routes/dialects/dialect.ts'
import { VERSION } from '../../server/version.ts'

const HOME: Environment = { HOME: '/home/me' }

function serve(argv: string[], env = HOME, platform: NodeJS.Platform = 'linux'): Config {
  const invocation = readConfig(argv, env, platform)
  if (invocation.action !== 'serve') throw new Error('serves nothing')
  return invocation.config
}

/** The sentence that the person reads. */
function complaint(argv: string[], env = HOME, platform: NodeJS.Platform = 'linux'): string {
  try {
    serve(argv, env, platform)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

describe('the configuration', () => {
  it('without options is private to this computer', () => {
    expect(serve([])).toEqual({
      host: '127.0.0.1',
      port: 7420,
      stompPort: null,
      dataDir: '/home/me/.local/share/sarangbang',
      name: null,
      password: null,
      origins: [],
      admins: [],
      awayAfter: 600_000,
      drain: 0,
      keepDays: null,
      keepMessages: null,
      openTopics: false,
      dialects: DIALECT_NAMES,
      durability: 'process',
      redis: null,
      limited: 'remote',
      proxies: [],
      logLevel: 'info',
    })
  })

  it('takes every option', () => {
    const argv =
      '--host 0.0.0.0 --port=0 --stomp-port 61613 --data ./d --name 사랑방 --password p --dialects none --open-topics --durability power --limits everyone --proxies 10.0.0.5,2001:db8::/32 --log-level debug'
    const admins = [
      '--admin',
      'Haneul',
      '--admin=바다',
      '--away',
      '5',
      '--drain',
      '10',
      '--keep-days',
      '30',
      '--keep-messages=5',
    ]
    const origins = ['--origin', 'https://a.example', '--origin=HTTP://B.example:80/']
    expect(serve([...argv.split(' '), ...origins, ...admins])).toEqual({
      host: '0.0.0.0',
      port: 0,
      stompPort: 61613,
      dataDir: './d',
      name: '사랑방',
      password: 'p',
      origins: ['https://a.example', 'http://b.example'],
      admins: ['haneul', '바다'],
      awayAfter: 300_000,
      drain: 10_000,
      keepDays: 30,
      keepMessages: 5,
      openTopics: true,
      dialects: [],
      durability: 'power',
      redis: null,
      limited: 'everyone',
      proxies: ['10.0.0.5', '2001:db8::/32'],
      logLevel: 'debug',
    })
  })

  it('cannot be changed', () => {
    const config = serve(['--origin', 'https://a.example'])
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.origins)).toBe(true)
  })

  it('takes the last of an option given twice', () => {
    expect(serve(['--port', '1', '--port', '2']).port).toBe(2)
  })

  it('has its password from the environment, unless it is on the command line', () => {
    const env = { ...HOME, SARANGBANG_PASSWORD: 'from-env' }
    expect(serve([], env).password).toBe('from-env')
    expect(serve(['--password', 'flag'], env).password).toBe('flag')
    expect(complaint([], { ...HOME, SARANGBANG_PASSWORD: '' })).toContain(
      'SARANGBANG_PASSWORD takes 1 to 128',
    )
  })

  it.each<[NodeJS.Platform, Environment, string]>([
    ['linux', { HOME: '/h', XDG_DATA_HOME: '/x' }, '/x/sarangbang'],
    ['linux', { HOME: '/h', XDG_DATA_HOME: 'relative' }, '/h/.local/share/sarangbang'],
    ['freebsd', { HOME: '/h' }, '/h/.local/share/sarangbang'],
    ['darwin', { HOME: '/Users/me' }, '/Users/me/Library/Application Support/Sarangbang'],
    ['win32', { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' }, 'C:\\Users\\me\\AppData\\Roaming\\Sarangbang'],
  ])('on %s with %j keeps its data in %s', (platform, env, folder) => {
    expect(serve([], env, platform).dataDir).toBe(folder)
  })

  it.each<[NodeJS.Platform, Environment]>([
    ['linux', {}],
    ['darwin', { HOME: '' }],
    ['win32', { HOME: '/h' }],
  ])('on %s with %j has to be told where', (platform, env) => {
    expect(complaint([], env, platform)).toContain('--data is needed')
    expect(serve(['--data', 'd'], env, platform).dataDir).toBe('d')
  })
})

describe('at the limits', () => {
  const name = '가'.repeat(LIMITS.hostNameLength)
  const password = '🔑'.repeat(LIMITS.passwordLength)

  it.each([
    ['--port', '65535'],
    ['--port', '0'],
    ['--host', '::1'],
    ['--host', 'localhost'],
    ['--host', 'my-pc.lan'],
    ['--name', name],
    ['--password', password],
    ['--origin', 'http://localhost:5173'],
    ['--limits', 'nobody'],
    ['--away', '0'],
    ['--away', '43200'],
    ['--drain', '0'],
    ['--drain', '600'],
    ['--keep-days', '1'],
    ['--keep-days', '36500'],
    ['--keep-messages', '1'],
    ['--keep-messages', '1000000000'],
    ['--log-level', 'silent'],
  ])('%s %s is taken', (option, value) => {
    expect(complaint([option, value])).toBe('none')
  })

  it.each([
    ['--port', '65536', 'from 0 to 65535'],
    ['--port', '1.5', 'from 0 to 65535'],
    ['--port', '0x50', 'from 0 to 65535'],
    ['--port', 'http', 'from 0 to 65535'],
    ['--stomp-port', '65536', 'from 0 to 65535'],
    ['--port', '', 'from 0 to 65535'],
    ['--host', '', 'IP address or a host name'],
    ['--host', '256.0.0.1', 'IP address or a host name'],
    ['--host', '[::1]', 'IP address or a host name'],
    ['--host', 'http://x', 'IP address or a host name'],
    ['--host', `${'a'.repeat(64)}.lan`, 'IP address or a host name'],
    ['--name', '', 'takes 1 to 48 characters'],
    ['--name', ' ', 'takes 1 to 48 characters'],
    ['--name', `${name}가`, 'takes 1 to 48 characters'],
    ['--password', '', 'takes 1 to 128 characters'],
    ['--password', `${password}x`, 'takes 1 to 128 characters'],
    ['--data', '', 'the path of a folder'],
    ['--data', 'a\0b', 'the path of a folder'],
    ['--admin', 'two words', 'login of an account'],
    ['--admin', '', 'login of an account'],
    ['--origin', 'chat.example.com', 'scheme and host'],
    ['--origin', 'https://a.example/path', 'scheme and host'],
    ['--origin', 'https://user@a.example', 'scheme and host'],
    ['--origin', '*', 'scheme and host'],
    ['--origin', 'null', 'scheme and host'],
    ['--durability', 'disk', 'process, power or'],
    ['--away', '43201', 'minutes up to 43200'],
    ['--drain', '601', 'seconds up to 600'],
    ['--drain', '0.5', 'seconds up to 600'],
    ['--keep-days', '0', 'from 1 to 36500'],
    ['--keep-days', '36501', 'from 1 to 36500'],
    ['--keep-days', '1.5', 'from 1 to 36500'],
    ['--keep-messages', '0', 'from 1 to 1000000000'],
    ['--keep-messages', '1000000001', 'from 1 to 1000000000'],
    ['--keep-messages', '', 'from 1 to 1000000000'],
    ['--away', '1.5', 'minutes up to 43200'],
    ['--away', '', 'minutes up to 43200'],
    ['--limits', 'me', 'remote, everyone or nobody'],
    ['--log-level', 'loud', 'fatal or silent'],
  ])('%s=%s is not', (option, value, allowed) => {
    const sentence = complaint([`${option}=${value}`])
    expect(sentence).toContain(option)
    expect(sentence).toContain(allowed)
    expect(sentence).toMatch(/^[^\n]+\.$/)
  })

  it('does not repeat a password that is too long', () => {
    expect(complaint(['--password', 'hunter2'.repeat(20)])).not.toContain('hunter2')
  })
})

describe('what cannot be followed', () => {
  it.each([
    [['--colour'], 'There is no option --colour; see --help.'],
    [['--no-port'], 'There is no option --no-port; see --help.'],
    [['-p', '1'], 'There is no option -p; see --help.'],
    [['--toString=1'], 'There is no option --toString; see --help.'],
    [['serve'], '"serve" is not an option; see --help.'],
    [['--', 'x'], '"x" is not an option; see --help.'],
    [['--port'], '--port needs a value'],
    [['--port', '--host', '::1'], '--port needs a value'],
    [['--password', '-secret'], 'is given as --password=VALUE'],
    [['--help=yes'], '--help takes no value.'],
    [
      ['--dialects', 'nicknames,klingon'],
      '--dialects takes none, or some of store, nicknames, board, tutorial, members with commas between them, not "nicknames,klingon".',
    ],
    [
      ['--dialects', 'nicknames,nicknames'],
      '--dialects takes none, or some of store, nicknames, board, tutorial, members with commas between them, not "nicknames,nicknames".',
    ],
    [
      ['--dialects='],
      '--dialects takes none, or some of store, nicknames, board, tutorial, members with commas between them, not "".',
    ],
    [['--open-topics=yes'], '--open-topics takes no value.'],
    [['--open-topics', 'yes'], '"yes" is not an option; see --help.'],
  ])('%j: %s', (argv, sentence) => {
    expect(complaint(argv)).toContain(sentence)
  })

  it('takes a value that begins with a hyphen where it is joined', () => {
    expect(serve(['--password=-secret']).password).toBe('-secret')
  })
})

describe('--help and --version', () => {
  it('win over everything else', () => {
    expect(readConfig(['--colour', '--help', '--version'], {})).toEqual({ action: 'help' })
    expect(readConfig(['--port', '--version'], {})).toEqual({ action: 'version' })
  })

  it('tell of every option, and of the version that package.json has', () => {
    const options = [
      'host',
      'port',
      'stomp-port',
      'origin',
      'admin',
      'away',
      'drain',
      'name',
      'password',
      'data',
      'durability',
    ]
    for (const option of [
      ...options,
      'open-topics',
      'dialects',
      'limits',
      'redis',
      'redis-prefix',
      'log-level',
      'help',
      'version',
    ])
      expect(HELP).toMatch(new RegExp(`^  --${option} `, 'm'))
    for (const line of HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+/)
  })
})
