// Where a Redis is, as `--redis` names it.

/** A host and a port where one server listens. */
export interface RedisAddress {
  host: string
  port: number
}

interface Common {
  /** Null where the server asks for none. */
  username: string | null
  password: string | null
  tls: boolean
}

/** One server; the master that Sentinels name; a Cluster; or one in this process's memory, for a demonstration. */
export type RedisPlace =
  | (Common & { kind: 'server'; address: RedisAddress; database: number })
  | (Common & {
      kind: 'sentinel'
      addresses: RedisAddress[]
      master: string
      database: number
      /** Of the Sentinels themselves; null where they ask for none. */
      sentinelPassword: string | null
    })
  | (Common & { kind: 'cluster'; addresses: RedisAddress[] })
  | { kind: 'mock' }

/** How each kind is written, for whoever got it wrong. */
export const REDIS_FORMS =
  'redis://HOST:PORT/DATABASE, redis+sentinel://HOST:PORT,HOST:PORT/MASTER/DATABASE or redis+cluster://HOST:PORT,HOST:PORT (rediss for TLS)'

const PARTS = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^@/]+)((?:\/[^/]*)*)$/
const PORTS = { server: 6379, sentinel: 26379, cluster: 6379 } as const

/** Null where the text names no Redis. A password stands in it as in any URL (RFC 3986 §3.2.1), percent-encoded. */
export function toRedisPlace(text: string): RedisPlace | null {
  if (text === 'mock') return { kind: 'mock' }
  const [, scheme, kind = 'server', credentials, hosts, path = ''] = PARTS.exec(text) ?? []
  if (hosts === undefined) return null
  const common = { ...toCredentials(credentials), tls: scheme === 'rediss' }
  const addresses = toAddresses(hosts, PORTS[kind as keyof typeof PORTS])
  const segments = path.split('/').slice(1)
  if (addresses === null || common.password === undefined) return null
  return toKind(kind, { ...common, password: common.password }, addresses, segments)
}

function toKind(
  kind: string,
  common: Common,
  addresses: RedisAddress[],
  segments: readonly string[],
): RedisPlace | null {
  const [address] = addresses
  if (address === undefined) return null
  switch (kind) {
    case 'sentinel':
      return sentinelAt(common, addresses, segments)
    case 'cluster':
      return segments.join('') === '' ? { ...common, kind: 'cluster', addresses } : null
    default: {
      const database = toDatabase(segments[0] ?? '')
      const isOne = addresses.length === 1 && segments.length <= 1
      return isOne && database !== null ? { ...common, kind: 'server', address, database } : null
    }
  }
}

function sentinelAt(
  common: Common,
  addresses: RedisAddress[],
  [master = '', number = '', ...rest]: readonly string[],
): RedisPlace | null {
  const database = toDatabase(number)
  if (master === '' || database === null || rest.length > 0) return null
  return { ...common, kind: 'sentinel', addresses, master, database, sentinelPassword: null }
}

/** `password` undefined where they cannot be read. */
function toCredentials(text: string | undefined): { username: string | null; password?: string | null } {
  if (text === undefined) return { username: null, password: null }
  const [username = '', ...password] = text.split(':')
  try {
    return { username: decoded(username), password: decoded(password.join(':')) }
  } catch {
    return { username: null }
  }
}

/** What is left empty is null. Throws where it is no percent-encoding. */
function decoded(text: string): string | null {
  return text === '' ? null : decodeURIComponent(text)
}

function toAddresses(hosts: string, port: number): RedisAddress[] | null {
  const addresses = hosts.split(',').map((host) => toAddress(host, port))
  return addresses.includes(null) ? null : addresses.filter((address) => address !== null)
}

/** An address of IPv6 stands in brackets (RFC 3986 §3.2.2). */
function toAddress(text: string, usual: number): RedisAddress | null {
  const [, bracketed, plain, number] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? []
  const host = bracketed ?? plain
  const port = number === undefined ? usual : Number(number)
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port }
}

/** 0 where none is named. */
function toDatabase(text: string): number | null {
  return /^\d{0,4}$/.test(text) ? Number(text) : null
}
