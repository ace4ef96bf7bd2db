// The thread that carries the log over: that it does, that commits leave it to the thread, and that they take over after it.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { getPriority } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpointBeside } from '../../../../server/store/sqlite/checkpoints.ts'
import { openDatabase, type Database } from '../../../../server/store/sqlite/database.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const PATIENCE = 20_000
/** Bytes that are more than the thread leaves in the log, and more than commits do. */
const MUCH = 136 * 1024 * 1024
const LITTLE = 8 * 1024 * 1024

/** Of one thread of this process, by its number (proc_pid_stat(5): field 19, the second may hold blanks). */
function nicenessOf(thread: string): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
}

describe('checkpointBeside', () => {
  let database: Database
  let stop: () => Promise<void>

  beforeEach(() => {
    database = openDatabase(temporaryFolder(), { durability: 'process' })
    database.connection.exec('CREATE TABLE filler (bytes BLOB)')
    stop = checkpointBeside(database)
  })
  afterEach(async () => {
    await stop()
    database.close()
  })

  const pragma = (name: string): unknown => database.connection.pragma(name, { simple: true })
  const fill = (bytes: number): unknown =>
    database.connection.prepare('INSERT INTO filler VALUES (zeroblob(?))').run(bytes)
  const waiting = (): number => {
    const [{ log, checkpointed }] = database.connection.pragma('wal_checkpoint(NOOP)') as [
      { log: number; checkpointed: number },
    ]
    return log - checkpointed
  }

  it('carries over what has been committed, which commits no longer do', { timeout: PATIENCE }, async () => {
    await vi.waitFor(() => expect(pragma('wal_autocheckpoint')).toBe(0), PATIENCE)
    fill(MUCH)
    await vi.waitFor(() => expect(waiting()).toBe(0), PATIENCE)
  })

  it('gives back what a rush has left of the log, when it is over', { timeout: PATIENCE }, async () => {
    const logBytes = (): number => statSync(`${database.connection.name}-wal`).size
    await vi.waitFor(() => expect(pragma('wal_autocheckpoint')).toBe(0), PATIENCE)
    fill(MUCH)
    expect(logBytes()).toBeGreaterThan(MUCH)
    await vi.waitFor(() => expect(logBytes()).toBe(0), PATIENCE)
    // The thread may still have the file; a host tries its commits again.
    await vi.waitFor(() => fill(LITTLE), PATIENCE)
    expect(logBytes()).toBeGreaterThan(LITTLE)
  })

  it.runIf(process.platform === 'linux')('gives way to the thread that serves people', async () => {
    const most = (): number => Math.max(...readdirSync('/proc/self/task').map(nicenessOf))
    await vi.waitFor(() => expect(most()).toBe(getPriority() + 10), PATIENCE)
    expect(nicenessOf(String(process.pid))).toBe(getPriority())
  })

  it('leaves it to the commits again when it has ended', async () => {
    await stop()
    expect(pragma('wal_autocheckpoint')).toBe(1_000)
    fill(LITTLE)
    fill(LITTLE)
    expect(waiting()).toBe(0)
  })

  it('may be stopped twice, and while the database is closed already', async () => {
    await stop()
    database.close()
    await stop()
  })
})
