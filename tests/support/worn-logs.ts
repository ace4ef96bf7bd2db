// Logs that have seen everything that a log can: edits and deletions of messages that are there, of deleted ones and of none,
// notices, clocks that were set back, and a beginning that was removed.
import type { EntryType } from '../../protocol/entry.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import type { Draft } from '../../server/store/room-log.ts'
import { newRoom, room, seq, span, talk } from '../contracts/samples.ts'
import type { Random } from './random.ts'

const TYPES: readonly EntryType[] = [
  'TALK',
  'TALK',
  'TALK',
  'TALK',
  'EDIT',
  'EDIT',
  'DELETE',
  'ENTER',
  'LEAVE',
]

/** Adds rooms with such logs to the host in the folder; the first of them has a log without entries. Answers their ids. */
export async function wearLogs(folder: string, random: Random, rooms = 4, entries = 60): Promise<string[]> {
  const database = openDatabase(folder, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now: () => 1_000_000 + random.below(100_000) })
  const directory = new SqliteDirectory(database)
  const ids = span(0, rooms - 1).map((nth) => `worn${nth}`)
  for (const id of ids) await directory.createRoom(newRoom(id, 1_000 + random.below(3)))
  await log.head(room('worn0'))
  const worn = ids.slice(1)
  for (const nth of span(1, entries)) for (const id of worn) await log.append(room(id), draftOf(random, nth))
  for (const id of worn.slice(1))
    await log.trim(room(id), { entries: 1 + random.below(entries), since: null }, entries)
  await log.close()
  database.close()
  return ids
}

function draftOf(random: Random, nth: number): Draft {
  const type = random.pick(TYPES)
  const draft = { ...talk(`n${nth}`, { by: random.pick(['u', 'v', 'w']) }), type }
  switch (type) {
    case 'TALK':
      return { ...draft, message: `말 ${nth}\n${'가'.repeat(random.below(40))} 🙂 "${nth}"` }
    case 'EDIT':
      return { ...draft, message: `다시 ${nth}`, refersTo: seq(1 + random.below(nth + 2)) }
    case 'DELETE':
      return { ...draft, message: '', refersTo: seq(1 + random.below(nth + 2)) }
    case 'LEAVE':
      return random.onceIn(2) ? { ...draft, message: '', reason: 'away' } : { ...draft, message: '' }
    case 'ENTER':
      return { ...draft, message: '' }
  }
}
