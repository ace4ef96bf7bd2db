// Measures the listing of somebody's own rooms: of rooms with few messages and of as many rooms with a thousand times as many.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import { listMyRooms } from '../../server/chat/list-my-rooms.ts'
import { checkpointBeside } from '../../server/store/sqlite/checkpoints.ts'
import { openDatabase, type Database } from '../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import type { Listed, MyRoomsOutcome } from './plan.ts'

const ROOMS = 500
const MESSAGES: readonly number[] = [10, 10_000]
const LISTINGS = 50
/** Appends that wait for one answer. */
const AT_ONCE = 1_000
const TEXT = '길지도 짧지도 않은 한 줄, 사람들이 보통 쓰는 만큼.'
const TALKER = { senderId: 'talker' as UserId, sender: '말하는 이' }

/** In this process, held to no CPU, without what a host does beside. */
export async function measureMyRooms(): Promise<MyRoomsOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-bench-'))
  await inDatabase(folder, async (database, log, directory) => {
    const stopCheckpoints = checkpointBeside(database)
    for (const messages of MESSAGES) await fill(log, directory, messages)
    await stopCheckpoints()
  })
  const listed: Listed[] = []
  for (const messages of MESSAGES)
    await inDatabase(
      folder,
      async (_, log, directory) => void listed.push(await list(log, directory, messages)),
    )
  rmSync(folder, { recursive: true })
  return { rooms: ROOMS, listed }
}

type Work = (database: Database, log: SqliteRoomLog, directory: SqliteDirectory) => Promise<unknown>

async function inDatabase(folder: string, work: Work): Promise<void> {
  const database = openDatabase(folder, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now: Date.now })
  await work(database, log, new SqliteDirectory(database))
  await log.close()
  database.close()
}

/** The rooms take turns, as they do where people talk: one room's messages lie all over the file. */
async function fill(log: SqliteRoomLog, directory: SqliteDirectory, messages: number): Promise<void> {
  const rooms = Array.from({ length: ROOMS }, (_, nth) => `${messages}-${nth}` as RoomId)
  for (const roomId of rooms) {
    await directory.createRoom({
      roomId,
      name: roomId,
      kind: 'open',
      createdAt: 1,
      createdBy: TALKER.senderId,
    })
    await directory.setMembership(roomId, memberOf(messages), { present: true, stay: 1 })
  }
  const say = (nth: number): Promise<unknown> =>
    log.append(rooms[nth % ROOMS] as RoomId, { type: 'TALK', ...TALKER, message: TEXT, nonce: `n${nth}` })
  for (let at = 0; at < ROOMS * messages; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => say(at + index)))
}

async function list(log: SqliteRoomLog, directory: SqliteDirectory, messages: number): Promise<Listed> {
  const times: number[] = []
  for (let n = 0; n < LISTINGS; n += 1) {
    const started = performance.now()
    await listMyRooms({ directory, log }, memberOf(messages).userId)
    times.push(performance.now() - started)
  }
  const [first = NaN, ...later] = times
  later.sort((one, other) => one - other)
  return { messages, first, median: later[later.length >> 1] ?? NaN }
}

function memberOf(messages: number): { userId: UserId; name: string } {
  return { userId: `member-${messages}` as UserId, name: '회원' }
}
