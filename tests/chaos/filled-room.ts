// Rooms with a long history, written by the store's own adapters.
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'

const WRITER = 'writer' as UserId
/** How many appends wait for one answer. */
const AT_ONCE = 5_000

/** Makes these rooms in the folder, each with so many messages. */
export async function fillRooms(dataDir: string, sizes: Readonly<Record<string, number>>): Promise<void> {
  const database = openDatabase(dataDir, { durability: 'process' })
  const directory = new SqliteDirectory(database)
  const log = new SqliteRoomLog(database, { now: Date.now })
  for (const [name, size] of Object.entries(sizes)) {
    await directory.createRoom({
      roomId: name as RoomId,
      name,
      kind: 'open',
      createdAt: Date.now(),
      createdBy: WRITER,
    })
    await fill(log, name as RoomId, size)
  }
  await log.close()
  database.close()
}

async function fill(log: SqliteRoomLog, roomId: RoomId, size: number): Promise<void> {
  for (let first = 1; first <= size; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - first + 1)
    const appends = Array.from({ length: count }, (_, index) => {
      const message = `${first + index}번째 말: 길지도 짧지도 않은 한 줄, 사람들이 보통 쓰는 만큼.`
      const nonce = `n${first + index}`
      return log.append(roomId, { type: 'TALK', senderId: WRITER, sender: '글쓴이', message, nonce })
    })
    await Promise.all(appends)
  }
}
