// A thread of its own that carries the write-ahead log over into the database file. It waits for the disk, which may be
// busy with something else for half a second, so that the thread that serves people does not.
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

/** Milliseconds between two looks at the log. */
const LOOK = 1_000
/**
 * Bytes in the log that are worth carrying over: 128 MiB. The first commit after that begins the log anew, and there SQLite
 * waits for the disk in any thread, so it must be seldom.
 */
const WORTH_IT = 134_217_728
/** Bytes after which the writer has to wait once, because it never paused long enough for the log to begin anew: 512 MiB. */
const LARGEST = 536_870_912
/** Milliseconds to wait for the writer's commit to end. */
const PATIENCE = 2_000

/** How much this thread gives way to the one that serves people, where they have to share a CPU. */
const NICE = 10

/** What `PRAGMA wal_checkpoint` answers: pages in the log, and how many of them are in the file as well. */
interface LogState {
  log: number
  checkpointed: number
}

// Linux knows a priority of each thread; elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(NICE)
const connection = new Sqlite(workerData as string, { timeout: PATIENCE })
// macOS answers a plain fsync before the disk has written. Here nobody waits for the difference.
connection.pragma('fullfsync = ON')
const pageBytes = Number(connection.pragma('page_size', { simple: true }))
const clock = setInterval(look, LOOK)
parentPort?.once('message', () => {
  clearInterval(clock)
  connection.close()
})

function look(): void {
  const { log, checkpointed } = checkpoint('NOOP')
  if ((log - checkpointed) * pageBytes < WORTH_IT) return
  if (checkpoint('PASSIVE').log * pageBytes > LARGEST) checkpoint('RESTART')
}

function checkpoint(mode: 'NOOP' | 'PASSIVE' | 'RESTART'): LogState {
  const [state] = connection.pragma(`wal_checkpoint(${mode})`) as LogState[]
  return state ?? { log: 0, checkpointed: 0 }
}
