// Waits until the disk has what the system was given to write.
import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Windows keeps names by itself, and opens no folder as a file. */
const FOLDERS_ARE_SYNCED = process.platform === 'win32'

/** What is in the file is on the disk when it returns. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** The names in the folder are on the disk when it returns: what was made, renamed and removed (fsync(2)). */
export function syncFolder(path: string): void {
  if (FOLDERS_ARE_SYNCED) return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
