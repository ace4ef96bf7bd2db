// Rooms in data folders, taken out as files and put into others.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Login, RoomId, UserId } from '../../../protocol/ids.ts'
import type { Room, RoomExport } from '../../../protocol/rest.ts'
import { importRoom } from '../../../server/import/import-room.ts'
import type { Imported } from '../../../server/store/room-import.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { importInto } from '../../../server/store/sqlite/import-into.ts'
import { SqliteDirectory } from '../../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../../server/store/sqlite/sqlite-room-log.ts'
import { exportRoom, exportTurns } from '../../../server/chat/export-room.ts'
import type { ChatPorts } from '../../../server/chat/ports.ts'
import { renderJson } from '../../../server/http/export/json.ts'
import { room, seq, user } from '../../contracts/samples.ts'
import { allOf } from '../../support/all-of.ts'
import { UNWATCHED } from '../../support/filled-host.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** What `work` answers, with the use cases' ports over the host's folder. `now`: of what is written. */
export async function onFolder<Answer>(
  dataDir: string,
  work: (ports: ChatPorts) => Promise<Answer>,
  now: () => number = Date.now,
): Promise<Answer> {
  const database = openDatabase(dataDir, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now })
  try {
    return await work({ ...new MemoryChat().ports, log, directory: new SqliteDirectory(database), now })
  } finally {
    await log.close()
    database.close()
  }
}

/** The file that somebody who may read the room gets of it. */
export async function exportOf(ports: ChatPorts, roomId: RoomId, reader = user('haneul')): Promise<string> {
  return (await allOf(renderJson(await exportRoom(ports, reader, roomId, exportTurns())))).join('')
}

export function newFolder(): string {
  return join(temporaryFolder(), 'data')
}

/** Imports what the file would have. */
export function importText(
  dataDir: string,
  text: string | Buffer,
  owner: Login | null = null,
): Promise<Imported> {
  const file = join(temporaryFolder(), 'room.json')
  writeFileSync(file, text)
  return importInto(dataDir, (target) => importRoom({ file, owner }, target, UNWATCHED))
}

/** The room's entries as they are kept. */
export async function entriesIn(dataDir: string, roomId: RoomId): Promise<Entry[]> {
  return onFolder(dataDir, ({ log }) => log.read(roomId, { after: seq(0), limit: 100_000 }))
}

const ROOM: Room = {
  roomId: room('a'),
  name: '방',
  kind: 'open',
  topic: '',
  ownerId: 'haneul' as UserId,
  slowMode: 0,
  announcementOnly: false,
  members: 1,
  createdAt: 1_000,
  closedAt: null,
}

/** A TALK of the file that `exportFile` makes. */
export function said(place: number, more: Partial<Entry> = {}): Entry {
  const line = { type: 'TALK', roomId: ROOM.roomId, seq: seq(place), epoch: 'e' as Epoch } as const
  const by = { senderId: user('u'), sender: '하늘' }
  return { ...line, ...by, message: `말 ${place}`, sentAt: place, nonce: `n${place}`, ...more }
}

export function exportFile(
  entries: readonly unknown[],
  room: Partial<Room> = {},
  head: Partial<Record<keyof RoomExport, unknown>> = {},
): string {
  const whole = {
    format: 'sarangbang-room',
    version: 1,
    room: { ...ROOM, ...room },
    epoch: 'e',
    exportedAt: 9,
  }
  return JSON.stringify({ ...whole, entries, ...head })
}
