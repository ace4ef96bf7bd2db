// Serves the built interface to the window at app://sarangbang, with its content policy.
import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { fileOf, typeOf } from './app-files.ts'
import { CONTENT_POLICY } from './content-policy.ts'
import { SCHEME } from './origin.ts'

/**
 * Must run before the app is ready. `standard` gives the page an origin, and with it storage. `secure` makes it a secure context,
 * without which Chromium lets no page reach the local network. It does not forbid plain http: and ws: to hosts on the LAN: of all
 * schemes only https: restricts mixed content (blink::SchemeRegistry::ShouldTreatURLSchemeAsRestrictingMixedContent).
 */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

/** Serves the files under `root`, and nothing else, to the pages of a session. */
export function serveInterface(session: Session, root: string): void {
  session.protocol.handle(SCHEME, async ({ method, url }) => {
    const file = method === 'GET' ? fileOf(url, root) : null
    const body = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || body === null) return new Response('Not found', { status: 404 })
    return new Response(body, { headers: headersOf(file) })
  })
}

function headersOf(file: string): Record<string, string> {
  return {
    'content-type': typeOf(file),
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
}
