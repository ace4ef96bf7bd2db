// The notes in data folders that a host is moving in there, or out, or has moved away: no host takes such a folder.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { DataFolderError } from './data-folder.ts'
import type { Arriving, Leaving } from './moving.ts'
import { syncFile, syncFolder } from './sync-to-disk.ts'

const LEAVING = 'moving-out'
const ARRIVING = 'moving-in'

const LeavingNote = Type.Object({ move: Type.String(), to: Type.String(), done: Type.Boolean() })

const count = Type.Integer({ minimum: 0 })
const ArrivingNote = Type.Object({
  move: Type.String(),
  carried: Type.Union([
    Type.Null(),
    Type.Object({
      rooms: count,
      entries: count,
      accounts: count,
      signIns: count,
      places: count,
      readMarks: count,
      hash: Type.String(),
    }),
  ]),
})

/** Null where there is none. Throws DATA_UNREADABLE for one that cannot be read. */
export function readLeaving(dataDir: string): Leaving | null {
  return readNote(join(dataDir, LEAVING), LeavingNote)
}

/** See `readLeaving`. */
export function readArriving(dataDir: string): Arriving | null {
  return readNote(join(dataDir, ARRIVING), ArrivingNote)
}

/** On the disk when it returns, instead of what was noted before. */
export function noteLeaving(dataDir: string, leaving: Leaving): void {
  writeNote(dataDir, LEAVING, leaving)
}

/** See `noteLeaving`. */
export function noteArriving(dataDir: string, arriving: Arriving): void {
  writeNote(dataDir, ARRIVING, arriving)
}

/** The folder is a host's from now on: what was put in it is on the disk before the note goes. */
export function endArriving(dataDir: string): void {
  syncFolder(dataDir)
  rmSync(join(dataDir, ARRIVING), { force: true })
  syncFolder(dataDir)
}

/** Throws DATA_UNFINISHED where a host is moving in there, or out, and DATA_MOVED where it has moved away. */
export function refuseMoving(dataDir: string): void {
  refuseArriving(dataDir)
  if (!existsSync(join(dataDir, LEAVING))) return
  const leaving = readLeaving(dataDir)
  if (leaving === null) return
  throw new DataFolderError(leaving.done ? 'DATA_MOVED' : 'DATA_UNFINISHED', wordsFor(dataDir, leaving))
}

/** Throws DATA_UNFINISHED where a host is moving in. */
export function refuseArriving(dataDir: string): void {
  if (!existsSync(join(dataDir, ARRIVING))) return
  const words = `A move into ${dataDir} is not done: run the same migrate again, and it goes on.`
  throw new DataFolderError('DATA_UNFINISHED', words)
}

function wordsFor(dataDir: string, { to, done }: Leaving): string {
  if (done) return `The host in ${dataDir} has moved to ${to}: start it there.`
  const back = `or remove ${join(dataDir, LEAVING)} to host here again, and what has come to the new place`
  return `The host in ${dataDir} is moving to ${to}: run the same migrate again, and it goes on; ${back}.`
}

function readNote<Schema extends TSchema>(path: string, schema: Schema): Static<Schema> | null {
  if (!existsSync(path)) return null
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (Value.Check(schema, note)) return note
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new DataFolderError('DATA_UNREADABLE', `${path} is not the note of a move.`)
}

function writeNote(dataDir: string, name: string, note: object): void {
  const [path, draft] = [join(dataDir, name), join(dataDir, `${name}.new`)]
  writeFileSync(draft, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  syncFile(draft)
  renameSync(draft, path)
  syncFolder(dataDir)
}
