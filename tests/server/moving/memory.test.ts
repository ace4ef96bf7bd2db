// What a move holds on to does not grow with the host.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { SqliteDirectory } from '../../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../../server/store/sqlite/sqlite-room-log.ts'
import { openHostFile } from '../../../server/store/host-file.ts'
import { newRoom, room, span, talk } from '../../contracts/samples.ts'
import { heapInUse } from '../../support/heap-in-use.ts'
import { moveBetween, redisOptions } from '../../support/moving.ts'
import { freshPrefix } from '../../support/redis/redis-kinds.ts'
import { redisProgram } from '../../support/redis/redis-program.ts'
import { redisForAll } from '../../support/redis/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ENTRIES = 100_000
const ROOMS = ['large', 'other']
const MORE = 8_000_000

async function largeHost(folder: string): Promise<void> {
  await openHostFile(folder)
  const database = openDatabase(folder, { durability: 'process' })
  const directory = new SqliteDirectory(database)
  const log = new SqliteRoomLog(database, { now: Date.now })
  for (const id of ROOMS) await directory.createRoom(newRoom(id))
  for (const portion of span(0, ENTRIES / 1_000 - 1)) {
    const id = room(ROOMS[portion % 10 === 0 ? 1 : 0] ?? '')
    const said = span(1, 1_000).map((n) => talk(`${portion}-${n}`, { message: `말 ${n} ${'가'.repeat(60)}` }))
    await Promise.all(said.map((draft) => log.append(id, draft)))
  }
  await log.close()
  database.close()
}

describe.skipIf(redisProgram() === null)('what is moved', () => {
  const server = redisForAll()

  it('[MV9] 100,000 messages go to Redis and back in bounded memory', { timeout: 300_000 }, async () => {
    const top = temporaryFolder()
    const [from, back] = [join(top, 'from'), join(top, 'back')]
    await largeHost(from)
    const redis = redisOptions(server().url, freshPrefix())
    const held: number[] = []
    let [step, next] = ['', 0.1]
    const onProgress = (now: string, share: number | null): void => {
      if (now !== step) [step, next] = [now, 0.1]
      if ((share ?? 0) < next) return
      next += 0.4
      held.push(heapInUse())
    }
    const watch = { onProgress, signal: new AbortController().signal }
    expect(await moveBetween(from, redis, watch)).toMatchObject({ rooms: 2, entries: ENTRIES })
    await moveBetween(redis, back, watch)
    expect(held.length).toBeGreaterThan(12)
    expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(MORE)
  })
})
