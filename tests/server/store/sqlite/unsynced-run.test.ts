// Which ends of a host may have lost commits, so that its logs begin a new epoch.
import { describe, expect, it } from 'vitest'
import type { LogHead } from '../../../../server/store/room-log.ts'
import { openDatabase, type DatabaseOptions } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { room, seq, talk } from '../../../contracts/samples.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

type End = 'closed' | 'killed'

interface Run extends DatabaseOptions {
  end: End
}

const run = (boot: string, end: End, durability: Run['durability'] = 'process'): Run => ({
  boot: () => boot,
  end,
  durability,
})

/** Runs hosts one after the other on one folder, each with one more entry. Answers the log's head in each. */
async function heads(...runs: Run[]): Promise<LogHead[]> {
  const folder = temporaryFolder()
  const found: LogHead[] = []
  for (const [nth, { end, ...options }] of runs.entries()) {
    const database = openDatabase(folder, options)
    const log = new SqliteRoomLog(database, { now: () => 1 })
    await log.append(room('a'), talk(`n${nth}`))
    found.push(await log.head(room('a')))
    // Without its last words, as SIGKILL leaves it.
    if (end === 'killed') database.connection.close()
    database.close()
  }
  return found
}

describe('a log', () => {
  it.each([
    ['closed', [run('1', 'closed'), run('2', 'closed')]],
    [
      'killed within one boot',
      [run('1', 'killed'), run('1', 'killed'), run('1', 'closed'), run('2', 'closed')],
    ],
    ['whose commits wait for the disk', [run('1', 'killed', 'power'), run('2', 'closed')]],
    ['synced by the run after it', [run('1', 'killed'), run('1', 'killed', 'power'), run('2', 'closed')]],
  ])('[LO4] keeps its epoch in a host that was %s', async (_what, runs) => {
    const epochs = (await heads(...runs)).map(({ epoch }) => epoch)
    expect(new Set(epochs).size).toBe(1)
  })

  it('[LO4] begins a new epoch once after the computer stopped under its host, and keeps what is there', async () => {
    const found = await heads(run('1', 'killed'), run('2', 'killed'), run('2', 'closed'), run('3', 'closed'))
    const [before, after, ...later] = found.map(({ epoch }) => epoch)
    expect(after).not.toBe(before)
    expect(later).toEqual([after, after])
    expect(found.at(-1)).toMatchObject({ first: 1, last: 4 })
  })

  it('[LO4] begins one also where the next run waits for the disk', async () => {
    const [before, after] = await heads(run('1', 'killed'), run('2', 'closed', 'power'))
    expect(after?.epoch).not.toBe(before?.epoch)
  })

  it('has an epoch of its own beside other logs', async () => {
    const folder = temporaryFolder()
    const rooms = [room('a'), room('b')]
    const epochs: string[] = []
    for (const boot of ['1', '2']) {
      const database = openDatabase(folder, { durability: 'process', boot: () => boot })
      const log = new SqliteRoomLog(database, { now: () => 1 })
      for (const id of rooms) epochs.push((await log.head(id)).epoch)
      expect(await log.read(room('a'), { after: seq(0), limit: 1 })).toEqual([])
      database.connection.close()
      database.close()
    }
    expect(new Set(epochs).size).toBe(4)
  })
})
