// A thread of its own that carries the write-ahead log over into the database file, gives back what a rush has left of the
// log's, and soon after something was deleted also what the log still has of that. It waits for the disk, which may be busy
// with something else for half a second, so that the thread that serves people does not.
import { statSync } from 'node:fs'
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
/** Looks after which the log is cut off because of a deletion even if somebody writes all the time. */
const LOOKS_TO_A_PAUSE = 10
/** Milliseconds to wait for the writer's commit to end. */
const PATIENCE = 2_000

/** What this thread is told: to cut the log off soon, or to end. */
export type CheckpointOrder = 'cut off' | 'stop'

/** How much this thread gives way to the one that serves people, where they have to share a CPU. */
const NICE = 10

/** What `PRAGMA wal_checkpoint` answers: pages in the log, how many of them are in the file as well, and 1 where it had to give up. */
interface LogState {
  busy: number
  log: number
  checkpointed: number
}

// Linux knows a priority of each thread; elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(NICE)
const path = workerData as string
const connection = new Sqlite(path, { timeout: PATIENCE })
// macOS answers a plain fsync before the disk has written. Here nobody waits for the difference.
connection.pragma('fullfsync = ON')
const pageBytes = Number(connection.pragma('page_size', { simple: true }))
/** How many pages were in the log at the last look. */
let seen = 0
/** How many looks at the log it still takes until it is cut off in any case; null where nothing in it must go. */
let looksLeft: number | null = null
const clock = setInterval(look, LOOK)
parentPort?.on('message', (order: CheckpointOrder) => {
  if (order === 'cut off') return void (looksLeft ??= LOOKS_TO_A_PAUSE)
  clearInterval(clock)
  connection.close()
  parentPort?.close()
})

function look(): void {
  const { log, checkpointed } = checkpoint('NOOP')
  const quiet = log === seen
  seen = log
  if (looksLeft !== null) return cutOff(quiet)
  // To cut the file off takes as long as a commit may not: only when nobody has written for a while.
  if (quiet && logFileBytes() > WORTH_IT) return void checkpoint('TRUNCATE')
  if ((log - checkpointed) * pageBytes < WORTH_IT) return
  if (checkpoint('PASSIVE').log * pageBytes > LARGEST) checkpoint('RESTART')
}

/** Most is carried over while others go on writing, so that the end, for which they wait, is short. */
function cutOff(quiet: boolean): void {
  checkpoint('PASSIVE')
  looksLeft = Math.max(0, (looksLeft ?? 0) - 1)
  if (!quiet && looksLeft > 0) return
  // Somebody who reads, such as a backup, may still need the log: then the next look tries again.
  if (checkpoint('TRUNCATE').busy === 0) looksLeft = null
}

/** The log's file does not shrink when the log begins anew; before the first commit there is none. */
function logFileBytes(): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

function checkpoint(mode: 'NOOP' | 'PASSIVE' | 'RESTART' | 'TRUNCATE'): LogState {
  const [state] = connection.pragma(`wal_checkpoint(${mode})`) as LogState[]
  return state ?? { busy: 0, log: 0, checkpointed: 0 }
}
