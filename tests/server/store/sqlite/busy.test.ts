// Somebody else holds the file's write lock, as our checkpoints do: what is served goes on, and writes come through in order.
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BUSY } from '../../../../server/store/sqlite/busy.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { newRoom, person, reader, room, seq, talk, user } from '../../../contracts/samples.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { quiet } from '../../../support/turns.ts'

async function lockedStores() {
  const folder = temporaryFolder()
  const database = openDatabase(folder, { durability: 'process' })
  onTestFinished(() => database.close())
  const log = new SqliteRoomLog(database, { now: () => 1 })
  const directory = new SqliteDirectory(database)
  await directory.createRoom(newRoom('a'))
  await log.append(room('a'), talk('n1'))
  const other = new Sqlite(join(folder, 'sarangbang.db'))
  onTestFinished(() => void other.close())
  other.exec('BEGIN IMMEDIATE')
  return { log, directory, free: () => other.exec('ROLLBACK') }
}

describe('while somebody else writes', () => {
  it('reading goes on, and writes wait until the file is free, entries in their order', async () => {
    const { log, directory, free } = await lockedStores()
    const appended = ['n2', 'n3'].map((nonce) => log.append(room('a'), talk(nonce)))
    const others = [
      directory.setMembership(room('a'), person('u'), { present: true, stay: 1 }),
      directory.markRead(room('a'), user('u'), seq(1)),
      directory.createRoom(newRoom('b')),
      log.head(room('b')),
    ]
    await quiet()
    appended.push(log.append(room('a'), talk('n4')))
    expect(await log.read(room('a'), { after: seq(0), limit: 9 })).toHaveLength(1)
    free()
    await Promise.all(others)
    const kept = await Promise.all(appended)
    expect(kept.map(({ entry }) => [entry.seq, entry.nonce])).toEqual([
      [2, 'n2'],
      [3, 'n3'],
      [4, 'n4'],
    ])
    expect(await directory.members(room('a'))).toEqual([reader('u', 1)])
  })

  it('writes are refused where that does not end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const { log } = await lockedStores()
    const refused = expect(log.append(room('a'), talk('n2'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      cause: { code: 'SQLITE_BUSY' },
    })
    await quiet()
    await vi.advanceTimersByTimeAsync(BUSY.retries * BUSY.pause)
    await refused
  })
})
