// What the page may ask of the system: to notify, to copy text, and to reach hosts near it. All else is denied.
import type { Session } from 'electron'
import { isOurPage } from './origin.ts'

/** Chromium asks for the local network under one of three names, by version; without it no host on the LAN can be joined. */
const ALLOWED: readonly string[] = [
  'notifications',
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
]

/** True where the page at `url` is ours and the permission is one of those. */
export function isPermitted(permission: string, url: string, devUrl: string | null): boolean {
  return ALLOWED.includes(permission) && isOurPage(url, devUrl)
}

/** Answers every request and every silent check of the session's pages. */
export function limitPermissions(session: Session, devUrl: string | null): void {
  session.setPermissionRequestHandler((_page, permission, answer, { requestingUrl }) =>
    answer(isPermitted(permission, requestingUrl, devUrl)),
  )
  session.setPermissionCheckHandler((_page, permission, origin) => isPermitted(permission, origin, devUrl))
  session.setDevicePermissionHandler(() => false)
}
