// Which file of the built interface an app:// address means, and what type it is.
import { extname, isAbsolute, join, relative } from 'node:path'
import { APP_HOST, SCHEME } from './origin.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

/** The file under `root` that the address means, or null where it means none: another host, a way out of the folder, a bad escape. */
export function fileOf(address: string, root: string): string | null {
  const url = URL.parse(address)
  if (url === null || url.protocol !== `${SCHEME}:` || url.host !== APP_HOST) return null
  const path = decoded(url.pathname === '/' ? '/index.html' : url.pathname)
  if (path === null || path.includes('\0')) return null
  const file = join(root, path)
  const inside = relative(root, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file
}

/** The media type by the file's extension; what we don't know is bytes, which no page runs. */
export function typeOf(file: string): string {
  return TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
