// The note in a data folder that a restore into it is not done. It is the first thing there and the last to go, so whatever
// interrupts a restore, no host takes what it left for a whole folder.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataFolderError } from './data-folder.ts'
import { syncFolder } from './sync-to-disk.ts'

const FILE_NAME = 'restore-unfinished'

/** On the disk when it returns. Throws where the note is there already. */
export function noteRestore(dataDir: string): void {
  const words = 'A restore into this folder is under way, or was interrupted.\n'
  writeFileSync(join(dataDir, FILE_NAME), words, { flag: 'wx', mode: 0o600 })
  syncFolder(dataDir)
}

/** The folder is whole, or empty, from now on: what was put in it is on the disk before the note goes. */
export function endRestore(dataDir: string): void {
  syncFolder(dataDir)
  rmSync(join(dataDir, FILE_NAME), { force: true })
  syncFolder(dataDir)
}

/** Throws DATA_UNFINISHED where a restore into the folder is not done. */
export function refuseUnfinished(dataDir: string): void {
  if (!existsSync(join(dataDir, FILE_NAME))) return
  throw new DataFolderError(
    'DATA_UNFINISHED',
    `A restore into ${dataDir} did not finish: empty the folder, and restore again.`,
  )
}
