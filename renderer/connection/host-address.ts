// Reads the address of a host out of what a person pastes.

/** Where a host listens when nobody chose a port: what an address without one means. */
const DEFAULT_PORT = 7420

/** `origin` as a browser writes it, without a path. `password` is null where the link carried none. */
export interface HostAddress {
  origin: string
  password: string | null
}

// Only ASCII may be part of it: the words around a pasted link are often Korean, and stick to it without a space.
const LINK = /https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/i
const NAME = String.raw`(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+|localhost`
const BARE = new RegExp(
  String.raw`(?<![A-Za-z0-9.:@/-])(?:\[[0-9A-Fa-f:.%]+\]|${NAME})(?::\d{1,5})?(?![A-Za-z0-9:@-])(?:[/#?][A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*)?`,
)
const NAKED_IPV6 = /^(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}$/

/** The first address in the text, or null where there is none. */
export function parseHostAddress(text: string): HostAddress | null {
  const trimmed = text.trim()
  if (NAKED_IPV6.test(trimmed)) return fromUrl(`http://[${trimmed}]:${DEFAULT_PORT}`)
  const link = LINK.exec(trimmed)
  if (link !== null) return fromUrl(withoutPunctuation(link[0]))
  const bare = BARE.exec(trimmed)
  return bare === null ? null : fromUrl(withPort(withoutPunctuation(bare[0])))
}

/** The origin of a whole address, which must be one. */
export function originOf(url: string): string {
  return new URL(url).origin
}

/** Whether only programs on this computer can reach the origin. */
export function isLoopback(origin: string): boolean {
  const host = URL.canParse(origin) ? new URL(origin).hostname : ''
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  )
}

/** The password in a fragment such as `#password=12%2034`, or null. */
export function passwordIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('password') || null
}

function fromUrl(text: string): HostAddress | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return { origin: url.origin, password: passwordIn(url.hash) }
}

function withPort(bare: string): string {
  const [authority = '', rest = ''] = splitAtPath(bare)
  return /:\d+$/.test(authority) ? `http://${bare}` : `http://${authority}:${DEFAULT_PORT}${rest}`
}

function splitAtPath(bare: string): [string, string] {
  const end = bare.search(/[/#?]/)
  return end === -1 ? [bare, ''] : [bare.slice(0, end), bare.slice(end)]
}

/** A sentence's end is not the link's. */
function withoutPunctuation(link: string): string {
  return link.replace(/[.,;:!?)'"]+$/, '')
}
