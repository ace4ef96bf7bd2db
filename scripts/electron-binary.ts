// Finds Electron's program, which its package downloads the first time it is asked for.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChild } from './child.ts'
import { ROOT } from './freshness.ts'

const PACKAGE = join(ROOT, 'node_modules/electron')
const STALLED_AFTER_MS = 20_000
const LOOK_EVERY_MS = 2_000

/** Where Electron's program is, or null where it is not here yet. */
export function installedElectron(env: NodeJS.ProcessEnv = process.env): string | null {
  const pathFile = join(PACKAGE, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const program = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(PACKAGE, 'dist'), name)
  return existsSync(program) ? program : null
}

/** Electron's program, downloaded where needed; null where that fails or nothing more arrives for 20 seconds. */
export async function electronProgram(): Promise<string | null> {
  const installed = installedElectron()
  if (installed !== null || process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined) return installed
  console.error('Downloading Electron (about 120 MB, only this once) …')
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-electron-'))
  try {
    await download(folder)
    return installedElectron()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The installer works in the temporary folder that it is given, so what has arrived can be seen there. */
async function download(folder: string): Promise<void> {
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder }
  let watch: NodeJS.Timeout | undefined
  const installer = [process.execPath, join(PACKAGE, 'install.js')]
  await runChild(installer, {
    stdio: 'ignore',
    env,
    onStart: (child) => {
      watch = whenStalled(folder, () => child.kill('SIGKILL'))
    },
  }).finally(() => clearInterval(watch))
}

function whenStalled(folder: string, onStalled: () => void): NodeJS.Timeout {
  let size = 0
  let grewAt = Date.now()
  const look = async () => {
    const now = await sizeOf(folder)
    if (now > size) grewAt = Date.now()
    size = now
    if (Date.now() - grewAt > STALLED_AFTER_MS) onStalled()
  }
  return setInterval(() => void look(), LOOK_EVERY_MS)
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
