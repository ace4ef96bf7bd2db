// Names the window's page: the scheme and host that it is served at, and which addresses are it.

export const SCHEME = 'app'
export const APP_HOST = 'sarangbang'

/** Where the window's page is. */
export const APP_URL = `${SCHEME}://${APP_HOST}/index.html`

/** True for a page that this program serves to its own window. `devUrl` is Vite's server while developing, else null. */
export function isOurPage(url: string, devUrl: string | null): boolean {
  const page = URL.parse(url)
  if (page === null) return false
  if (page.protocol === `${SCHEME}:`) return page.host === APP_HOST
  return devUrl !== null && page.origin === URL.parse(devUrl)?.origin
}

/** True for a link that the person's browser may be given: the web, and nothing that starts a program or reads a file. */
export function opensOutside(url: string): boolean {
  const protocol = URL.parse(url)?.protocol
  return protocol === 'https:' || protocol === 'http:'
}
