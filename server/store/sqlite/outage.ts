// Turns SQLite's failures into the refusal that the ports promise.
import { SqliteError } from 'better-sqlite3'
import { Refusal } from '../../../protocol/errors.ts'

/**
 * What `work` answers. Where the store fails it (disk full, I/O error, damage), throws Refusal UNAVAILABLE whose cause is
 * SQLite's error. A broken constraint is no outage but the caller's mistake, and is thrown as it is.
 */
export function orUnavailable<Answer>(work: () => Answer): Answer {
  try {
    return work()
  } catch (error) {
    if (!isOutage(error)) throw error
    throw new Refusal('UNAVAILABLE', undefined, { cause: error })
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT')
}
