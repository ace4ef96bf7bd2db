// Decides which web pages may talk to this host. Programs that are no browsers are not its business.
import { isIP } from 'node:net'

/** The desktop's own window. */
const DESKTOP_ORIGIN = 'app://sarangbang'

export interface OriginOptions {
  /** Further origins that are allowed, as browsers send them. */
  origins: readonly string[]
  /** This machine's name on its network. */
  hostname: string
}

/** Whether a request with these `Origin` and `Host` headers may be answered. Undefined: the request has none. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean

/**
 * Allows requests without an Origin (not from a page, or from one of this host's own in a plain GET), from pages of this host
 * itself, of the desktop, and of the origins that were allowed; nothing else, not `null` either (RFC 6454 §7.3: a sandboxed
 * frame, a file). An Origin cannot be forged by a page, and WebSockets are not bound by the same-origin policy: this check is
 * all that keeps a page somewhere on the web from talking to a chat on the visitor's own network.
 *
 * The Host must be one that nobody else can own. Otherwise a page at evil.example could have its name resolved to this
 * machine's address (DNS rebinding), and would then be "this host itself" by both headers. Addresses, localhost, the machine's
 * own name, names under .local (RFC 6762: resolved on the local link only) and allowed origins cannot be taken over that way.
 */
export function createOriginCheck({ origins, hostname }: OriginOptions): OriginCheck {
  const allowed = new Set([DESKTOP_ORIGIN, ...origins])
  const names = new Set(['localhost', hostname.toLowerCase(), ...origins.map(nameOfOrigin)])
  /** The one that was found ours last: most ask for the same. */
  let latest: string | null = null
  const mayBeAskedFor = (host: string): boolean => {
    if (host !== latest && !isOurs(names, host)) return false
    latest = host
    return true
  }

  return (origin, host) => {
    if (host !== undefined && !mayBeAskedFor(host)) return false
    if (origin === undefined || allowed.has(origin)) return true
    return host !== undefined && isSameOrigin(origin, host)
  }
}

function nameOfOrigin(origin: string): string {
  return new URL(origin).hostname
}

function isOurs(names: ReadonlySet<string>, host: string): boolean {
  const name = URL.parse(`http://${host}`)?.hostname
  if (name === undefined || !isBareHost(host)) return false
  return names.has(name) || name.endsWith('.local') || isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

/** RFC 9110 §7.2: a Host is a name and perhaps a port. Anything else would be read differently by different parsers. */
function isBareHost(host: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?$/i.test(host)
}

/** Either scheme, because a proxy in front may speak TLS; parsing drops the port where it is the scheme's own. */
function isSameOrigin(origin: string, host: string): boolean {
  const page = URL.parse(origin)
  if (page === null || !/^https?:$/.test(page.protocol)) return false
  return page.host !== '' && page.host === URL.parse(`${page.protocol}//${host}`)?.host
}
