// A folder that electron-builder takes for Electron's own, where Electron cannot be downloaded: the files, without their content.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What marks the fuses in Electron's binary, see @electron/fuses; then a version, how many there are, and one digit for each. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES_OFF = '0'.repeat(8)

/** Writes the folder. `version`: of Electron, without a `v`. */
export async function writeStubElectron(folder: string, version: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const fuses = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([1, FUSES_OFF.length]),
    Buffer.from(FUSES_OFF),
  ])
  await writeFile(join(folder, 'electron'), fuses, { mode: 0o755 })
  await writeFile(join(folder, 'version'), version)
  await writeFile(join(folder, 'LICENSE'), '')
  await writeFile(join(folder, 'LICENSES.chromium.html'), '')
  await writeFile(join(folder, 'locales/en-US.pak'), '')
}

/** The state of each fuse of a packed program, in the order of Electron's fuse wire: '1' is on. */
export function fusesOf(program: Buffer): string {
  const start = program.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length
  return program.toString('latin1', start + 2, start + 2 + FUSES_OFF.length)
}
