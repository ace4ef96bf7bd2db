// Runs the thread of checkpoint-thread.ts beside an open database.
import { Worker } from 'node:worker_threads'
import type { CheckpointOrder } from './checkpoint-thread.ts'
import type { Database } from './database.ts'

/** Pages in the log at which a commit carries it over itself: never while the thread does, SQLite's default without it. */
const BY_THE_THREAD = 0
const BY_COMMITS = 1_000

/** The bundle has the thread's program beside its own file. */
const BUNDLED = import.meta.url.endsWith('.js')

/**
 * From now on commits do not wait for checkpoints, until the answer is called, which resolves when the thread has ended;
 * call it before the database is closed. Where the thread cannot run, commits do the work as before.
 */
export function checkpointBeside({ connection, events }: Database): () => Promise<void> {
  const program = new URL(BUNDLED ? './checkpoint-thread.js' : './checkpoint-thread.ts', import.meta.url)
  const thread = new Worker(program, { workerData: connection.name })
  const leaveTo = (pages: number): void => {
    if (connection.open) connection.pragma(`wal_autocheckpoint = ${pages}`)
  }
  const order = (what: CheckpointOrder): void => thread.postMessage(what)
  const cutOff = (): void => order('cut off')
  events.on('textRemoved', cutOff)
  thread.unref()
  thread.once('online', () => leaveTo(BY_THE_THREAD))
  thread.once('error', (error: Error) => process.emitWarning(error))
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      events.off('textRemoved', cutOff)
      leaveTo(BY_COMMITS)
      resolve()
    })
  })
  return () => {
    thread.ref()
    order('stop')
    return ended
  }
}
