// Where the built interface lies, seen from this program: beside its bundle, or in the source tree's out/.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder, or null where the interface has not been built. */
export function findRenderer(): string | null {
  const bundled = import.meta.url.endsWith('/out/main/server.js')
  const folder = fileURLToPath(new URL(bundled ? '../renderer/' : '../out/renderer/', import.meta.url))
  return existsSync(`${folder}index.html`) ? folder : null
}
