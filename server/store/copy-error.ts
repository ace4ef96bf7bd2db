// Why a backup, restore, import or move did not come about, in one sentence for the person who asked for it.

/**
 * Nothing of the work was left behind, and nothing that was there was changed; but for a move, which goes on where it stopped.
 * `cause` has the system's own words.
 */
export class CopyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CopyError'
  }
}

/** By the code of the system (errno(3)) or of SQLite. */
const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: noRoom,
  EDQUOT: noRoom,
  SQLITE_FULL: noRoom,
  ENOENT: (path) => `There is no ${path}, or no folder to put it in.`,
  ENOTDIR: (path) => `${path} is not a folder, or not in one.`,
  EISDIR: (path) => `${path} is a folder.`,
  EACCES: outOfReach,
  EPERM: outOfReach,
  EROFS: outOfReach,
  SQLITE_READONLY: outOfReach,
  SQLITE_CANTOPEN: outOfReach,
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB: damaged,
  SQLITE_BUSY: (path) => `Another program is writing to ${path}; try again.`,
}

/** The error in words, which was met with `path`; an Error that has them already stays as it is. */
export function inWords(path: string, error: unknown): Error {
  if (!(error instanceof Error)) return new CopyError(`${path} cannot be used: ${String(error)}.`)
  if (!('code' in error) || error.name === 'DataFolderError') return error
  const code = String(error.code)
  // SQLite's extended codes begin with the plain one.
  const known = Object.keys(SENTENCES).find((each) => code === each || code.startsWith(`${each}_`))
  const sentence = known === undefined ? undefined : SENTENCES[known]?.(path)
  return new CopyError(sentence ?? `${path} cannot be used: ${error.message}.`, { cause: error })
}

function noRoom(path: string): string {
  return `There is no room left on the disk for ${path}.`
}

function outOfReach(path: string): string {
  return `${path} may not be read or written by this user.`
}

function damaged(path: string): string {
  return `${path} is damaged.`
}
