// Makes a host's data folder of a backup: all of it, or nothing that a host would take for one.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { CopyError, inWords } from '../copy-error.ts'
import type { Copied, CopyWatch } from '../copy-watch.ts'
import { makeDataFolder } from '../data-folder.ts'
import { writeHostFile } from '../host-file.ts'
import type { HostIdentity } from '../host-identity.ts'
import { refuseArriving } from '../moving-notes.ts'
import { endRestore, noteRestore, refuseUnfinished } from '../unfinished-restore.ts'
import { examineBackup, unmarkBackup } from './backup-file.ts'
import { lockFolder } from './folder-lock.ts'
import { beginEpochs } from './unsynced-run.ts'

/** Bytes that are copied at a time: 4 MiB. */
const PIECE = 4_194_304

/** The lock's file, and SQLite's companion of it while somebody has it. */
const LOCK = ['sarangbang.lock', 'sarangbang.lock-journal']
/** What a restore may have made in the folder when it fails, but for the lock, which always stays, and the note. */
const MADE = ['sarangbang.db', 'sarangbang.db-journal', 'host.json', 'host.json.new']

interface RestoreRequest {
  readonly dataDir: string
  readonly file: string
}

/**
 * Into a folder that is empty or not there. Everything is as it was in the backup, but that every log begins a new epoch:
 * people may have seen later entries than it has. Rejects with a CopyError or DataFolderError; then nothing but the lock is in the folder.
 */
export async function restoreBackup({ dataDir, file }: RestoreRequest, watch: CopyWatch): Promise<Copied> {
  refuseFull(dataDir)
  watch.onProgress('checking', null)
  const { identity, contents } = examineBackup(file)
  makeDataFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    await fill({ dataDir, file }, identity, watch)
    return { bytes: statSync(join(dataDir, 'sarangbang.db')).size, ...contents }
  } catch (error) {
    throw inWords(dataDir, error)
  } finally {
    unlock()
  }
}

/** Throws where anything is in the folder but the lock: ours, or that of a restore that failed. */
function refuseFull(dataDir: string): void {
  if (!existsSync(dataDir)) return
  refuseUnfinished(dataDir)
  refuseArriving(dataDir)
  if (namesIn(dataDir).every((name) => LOCK.includes(name))) return
  throw new CopyError(`${dataDir} is not empty: restore into an empty folder, or a new one.`)
}

function namesIn(dataDir: string): string[] {
  try {
    return readdirSync(dataDir)
  } catch (error) {
    throw inWords(dataDir, error)
  }
}

/** While the folder is locked, so that nobody else puts anything in it. Takes out what it put there where it fails. */
async function fill(request: RestoreRequest, identity: HostIdentity, watch: CopyWatch): Promise<void> {
  const { dataDir } = request
  refuseFull(dataDir)
  noteRestore(dataDir)
  try {
    const database = join(dataDir, 'sarangbang.db')
    await copyFile(request.file, database, watch)
    makeHosts(database)
    await writeHostFile(dataDir, identity)
    endRestore(dataDir)
  } catch (error) {
    for (const name of MADE) rmSync(join(dataDir, name), { force: true })
    endRestore(dataDir)
    throw error
  }
}

/** The backup as a database to host with. On the disk when it returns. */
function makeHosts(path: string): void {
  const connection = new Sqlite(path)
  try {
    connection.pragma('synchronous = FULL')
    connection.pragma('fullfsync = ON')
    unmarkBackup(connection)
    beginEpochs(connection)
  } finally {
    connection.close()
  }
}

/** The copy is new, its owner's alone, and on the disk when this resolves. */
async function copyFile(from: string, to: string, watch: CopyWatch): Promise<void> {
  await using source = await open(from, 'r')
  await using target = await open(to, 'wx', 0o600)
  await copyBytes(source, target, watch)
  await target.sync()
}

async function copyBytes(source: FileHandle, target: FileHandle, watch: CopyWatch): Promise<void> {
  const { size } = await source.stat()
  const piece = Buffer.allocUnsafe(PIECE)
  for (let done = 0; done < size;) {
    watch.signal.throwIfAborted()
    watch.onProgress('copying', done / size)
    const { bytesRead } = await source.read(piece, 0, PIECE, done)
    if (bytesRead === 0) throw new CopyError('The backup became shorter while it was read.')
    await target.writeFile(piece.subarray(0, bytesRead))
    done += bytesRead
  }
  watch.onProgress('copying', 1)
}
