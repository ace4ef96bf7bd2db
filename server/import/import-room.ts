// Puts an exported room's file into a store: each entry as it is read, and the room when all of it has been.
import type { Login, UserId } from '../../protocol/ids.ts'
import { CopyError } from '../store/copy-error.ts'
import type { CopyWatch } from '../store/copy-watch.ts'
import type { Imported, RoomImport } from '../store/room-import.ts'
import { EntryCheck } from './entry-check.ts'
import { readExport, type HeadName } from './export-reader.ts'
import { checkHead, checkHeadPart, toImportedRoom, type ExportHead } from './room-check.ts'

/** `owner`: of the account whose the room is to be; null for whose it was. */
export interface ImportRequest {
  readonly file: string
  readonly owner: Login | null
}

/** Rejects with a CopyError that says in one sentence what is wrong with the file, or with what `watch` was stopped for. */
export async function importRoom(
  { file, owner: login }: ImportRequest,
  target: RoomImport,
  watch: CopyWatch,
): Promise<Imported> {
  const owner = ownerIn(target, login)
  const head: Partial<Record<HeadName, unknown>> = {}
  const entries = new EntryCheck()
  const parts = {
    head: (name: HeadName, value: unknown): void => {
      checkHeadPart(file, name, value)
      head[name] = value
    },
    entry: (value: unknown): void => {
      if (!target.add(entries.check(value))) throw entries.fault('has a nonce that its sender had before')
    },
  }
  const hasEntries = await readExport(file, parts, watch)
  const whole = checkHead(file, head)
  if (!hasEntries) throw new CopyError(`${file} has no entries, not even an empty list of them.`)
  refuseStrangeLog(file, whole, entries)
  const room = toImportedRoom(whole, owner)
  const { roomId: exportedRoomId, name } = room
  return { roomId: target.finish(room), exportedRoomId, name, entries: entries.count }
}

function ownerIn(target: RoomImport, login: Login | null): UserId | null {
  if (login === null) return null
  const owner = target.personOf(login)
  if (owner === null) throw new CopyError(`No account of this host has the login ${login}.`)
  return owner
}

/** Throws where the entries are not those of the room that the file is about. */
function refuseStrangeLog(file: string, { room, epoch }: ExportHead, { first }: EntryCheck): void {
  if (first === null || (first.roomId === room.roomId && first.epoch === epoch)) return
  throw new CopyError(`The entries of ${file} are those of another room.`)
}
