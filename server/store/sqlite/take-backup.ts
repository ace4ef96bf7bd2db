// Takes a backup of a host's data folder, while a host runs there or not. Nothing in the folder is changed.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import Sqlite from 'better-sqlite3'
import { CopyError, inWords } from '../copy-error.ts'
import type { Copied, CopyWatch } from '../copy-watch.ts'
import { readHostFile } from '../host-file.ts'
import type { HostIdentity } from '../host-identity.ts'
import { syncFile, syncFolder } from '../sync-to-disk.ts'
import { refuseArriving } from '../moving-notes.ts'
import { refuseUnfinished } from '../unfinished-restore.ts'
import { checkWhole, contentsOf, markAsBackup, refuseLater, type Contents } from './backup-file.ts'

/** Pages that are copied before others' turns, 2 to 4 MiB. */
const PAGES_A_STEP = 1_024

export interface BackupRequest {
  readonly dataDir: string
  readonly file: string
  /** Whether a file that is there is replaced. */
  readonly force: boolean
}

/**
 * Writes the folder as it is at one moment to the file, which only its owner can read, and which is there when it is whole
 * and on the disk. Rejects with a CopyError or DataFolderError; then the file is as it was.
 */
export async function takeBackup(request: BackupRequest, watch: CopyWatch): Promise<Copied> {
  refuseUnfinished(request.dataDir)
  refuseArriving(request.dataDir)
  const identity = await readHostFile(request.dataDir)
  try {
    refusePlace(request)
    return await writeBackup(request, identity, watch)
  } catch (error) {
    throw inWords(request.file, error)
  }
}

async function writeBackup(
  request: BackupRequest,
  identity: HostIdentity,
  watch: CopyWatch,
): Promise<Copied> {
  const { dataDir, file } = request
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`
  closeSync(openSync(draft, 'wx', 0o600))
  try {
    await copySnapshot(join(dataDir, 'sarangbang.db'), draft, watch)
    const contents = finish(draft, identity, watch)
    syncFile(draft)
    // Somebody may have put something there meanwhile.
    refusePlace(request)
    renameSync(draft, file)
    syncFolder(dirname(file))
    return { bytes: statSync(file).size, ...contents }
  } finally {
    for (const rest of ['', '-journal', '-wal', '-shm']) rmSync(draft + rest, { force: true })
  }
}

function refusePlace({ dataDir, file, force }: BackupRequest): void {
  const toFolder = relative(realpathSync(dataDir), realpathSync(dirname(file)))
  const outside = toFolder === '..' || toFolder.startsWith(`..${sep}`) || isAbsolute(toFolder)
  if (!outside) throw new CopyError(`${file} is in the host's own folder: a backup belongs somewhere else.`)
  const there = lstatSync(file, { throwIfNoEntry: false })
  if (there?.isDirectory() === true) throw new CopyError(`${file} is a folder.`)
  if (there !== undefined && !force) throw new CopyError(`${file} is there already; --force replaces it.`)
}

/** Pages of one moment, without a beginning anew however much the host writes meanwhile: they are read in one transaction. */
async function copySnapshot(database: string, draft: string, watch: CopyWatch): Promise<void> {
  const source = openSnapshot(database)
  try {
    await source.backup(draft, {
      progress: ({ totalPages, remainingPages }) => {
        watch.signal.throwIfAborted()
        watch.onProgress('copying', 1 - remainingPages / totalPages)
        return PAGES_A_STEP
      },
    })
    watch.onProgress('copying', 1)
  } finally {
    source.close()
  }
}

/**
 * The database as it is now, until it is closed. Readonly: it can change nothing, and the last to close it does not tidy up
 * after a host that was killed.
 */
function openSnapshot(database: string): Sqlite.Database {
  if (!existsSync(database)) throw new CopyError(`There is no ${database}.`)
  let source: Sqlite.Database | null = null
  try {
    source = new Sqlite(database, { readonly: true, fileMustExist: true })
    source.exec('BEGIN')
    // The first look begins what is seen from then on.
    refuseLater(source, database)
    return source
  } catch (error) {
    source?.close()
    throw inWords(database, error)
  }
}

/** The copy as one file, looked through. */
function finish(draft: string, identity: HostIdentity, watch: CopyWatch): Contents {
  const connection = new Sqlite(draft)
  try {
    // A backup is read where nothing can be written, and without companions.
    connection.pragma('journal_mode = DELETE')
    watch.onProgress('checking', null)
    checkWhole(connection, "The host's database")
    markAsBackup(connection, identity)
    return contentsOf(connection)
  } finally {
    connection.close()
  }
}
