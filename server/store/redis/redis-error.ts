// The ways in which a Redis can refuse to be a host's, and what it and the way to it said about them.
import { Refusal } from '../../../protocol/errors.ts'
import type { RedisPlace } from '../redis-place.ts'
import { withoutCommand } from './outage.ts'

/**
 * `REDIS_UNREACHABLE`: nothing answers there as Redis does. `REDIS_UNTRUSTED`: its certificate is not one that this computer
 * trusts for this address. `REDIS_REFUSED`: it does not take the password, or the user may not do what is needed. `REDIS_WRONG_KIND`: one server, a replica, a Cluster: it is another than its URL says. `REDIS_TOO_OLD`.
 * `REDIS_EVICTS`: it would drop what a host keeps. `REDIS_NOT_DURABLE`: it keeps less than was asked for. `REDIS_FOREIGN`: what
 * is under the prefix is no host's. `REDIS_TOO_NEW`: a later version of the program has written it. `REDIS_MOVING`: a host moves
 * in, or out, or has moved away.
 */
export type RedisFault =
  | 'REDIS_UNREACHABLE'
  | 'REDIS_UNTRUSTED'
  | 'REDIS_REFUSED'
  | 'REDIS_WRONG_KIND'
  | 'REDIS_TOO_OLD'
  | 'REDIS_EVICTS'
  | 'REDIS_NOT_DURABLE'
  | 'REDIS_FOREIGN'
  | 'REDIS_TOO_NEW'
  | 'REDIS_MOVING'

/** Why a host cannot start on its Redis: one sentence, without the password. Nothing there was changed. */
export class RedisError extends Error {
  readonly code: RedisFault
  constructor(code: RedisFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RedisError'
    this.code = code
  }
}

type Place = Exclude<RedisPlace, { kind: 'mock' }>

/** What the first words of Redis's own complaints mean. */
const COMPLAINTS: readonly [RegExp, RedisFault, string][] = [
  [/WRONGPASS|invalid password/, 'REDIS_REFUSED', 'does not take this user name and password'],
  [/NOAUTH/, 'REDIS_REFUSED', 'asks for a password, and none was given'],
  [/NOPERM/, 'REDIS_REFUSED', 'lets this user do too little'],
  [
    /alert certificate required/,
    'REDIS_REFUSED',
    'asks for a certificate of whoever connects, and nodes have none; it needs tls-auth-clients no',
  ],
  [/No such master with that name/, 'REDIS_WRONG_KIND', 'knows no master of this name'],
  [/DB index is out of range/, 'REDIS_WRONG_KIND', 'has no database of this number'],
  [
    /cluster support disabled/,
    'REDIS_WRONG_KIND',
    'is no Cluster; its URL begins with redis:// or rediss://',
  ],
]

/** Node's codes for a certificate (https://nodejs.org/api/tls.html, "X509 certificate error codes"). */
const CERTIFICATE = /CERT|^UNABLE_TO_|_CA$/
const UNKNOWN_SIGNER = /SELF_SIGNED|^UNABLE_TO_/

/** What may be the reason where a connection is ended at once. */
const HINTS = {
  tls: '; if it asks for a certificate of whoever connects, it needs tls-auth-clients no',
  plain: '; if it speaks TLS, its URL begins with rediss',
} as const

/** What ioredis says when it has asked all Sentinels, with what the last of them failed with. */
const SENTINELS = /^All sentinels are unreachable.* Last error: (?<last>.*)$/s

/** What `error` says about the Redis at this place. */
export function explained(place: Place, error: unknown): RedisError {
  if (error instanceof RedisError) return error
  const cause = withoutCommand(error instanceof Refusal ? error.cause : error)
  const last = SENTINELS.exec(cause.message)?.groups?.['last']
  if (last === undefined) return told(place, nameOf(place), cause.message, cause)
  return told(place, `One of the Sentinels at ${addressesOf(place)}`, last, cause)
}

function told(place: Place, name: string, said: string, cause: Error): RedisError {
  const why = said.replace(/\.$/, '')
  const known = COMPLAINTS.find(([words]) => words.test(why))
  if (known !== undefined) {
    const [, code, sentence] = known
    const detail = why.startsWith('NOPERM') ? `: ${why}` : ''
    return new RedisError(code, `${name} ${sentence}${detail}.`, { cause })
  }
  const { code = '' } = cause as NodeJS.ErrnoException
  if (place.tls && CERTIFICATE.test(code)) {
    const hint = UNKNOWN_SIGNER.test(code) ? '; NODE_EXTRA_CA_CERTS names a file with who signed it' : ''
    const sentence = `${name} has a certificate that cannot be trusted: ${why}${hint}.`
    return new RedisError('REDIS_UNTRUSTED', sentence, { cause })
  }
  const hint = code === 'ECONNRESET' ? HINTS[place.tls ? 'tls' : 'plain'] : ''
  const way = place.tls ? ' by TLS' : ''
  return new RedisError('REDIS_UNREACHABLE', `${name} cannot be reached${way}: ${why}${hint}.`, { cause })
}

/** Where it is, without a user or a password. */
export function nameOf(place: Place): string {
  const kinds = { server: 'Redis', sentinel: 'The master of the Sentinels', cluster: 'The Redis Cluster' }
  return `${kinds[place.kind]} at ${addressesOf(place)}`
}

function addressesOf(place: Place): string {
  const addresses = place.kind === 'server' ? [place.address] : place.addresses
  return addresses.map(({ host, port }) => `${host}:${port}`).join(', ')
}
