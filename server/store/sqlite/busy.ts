// What is done while somebody else writes to the database file: our own checkpoints, which may wait for a busy disk, or a
// person with a tool. SQLite would wait within the call, and with it everybody who is served; here only the writes wait.
import { setTimeout as pause } from 'node:timers/promises'
import { SqliteError } from 'better-sqlite3'
import { Refusal } from '../../../protocol/errors.ts'
import { orUnavailable } from './outage.ts'

/**
 * Milliseconds that SQLite waits within one try, and between two tries; and how often a write is tried again before it is
 * refused, about 10 s in all.
 */
export const BUSY = { wait: 50, pause: 200, retries: 40 } as const

/** Whether this, or what a refusal was caused by, says that somebody else is writing. */
export function isBusy(error: unknown): boolean {
  const cause = error instanceof Refusal ? error.cause : error
  return cause instanceof SqliteError && cause.code.startsWith('SQLITE_BUSY')
}

/**
 * What `write` answers, at the first try in which nobody else is writing. Rejects as `orUnavailable` does. Does not keep the
 * order of several calls.
 */
export async function onceFree<Answer>(write: () => Answer): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return orUnavailable(write)
    } catch (error) {
      if (failures === BUSY.retries || !isBusy(error)) throw error
    }
    await pause(BUSY.pause)
  }
}
