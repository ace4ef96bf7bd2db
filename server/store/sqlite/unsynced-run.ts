// Notices that the computer stopped under a host, which may have lost commits that people were told of.
import type { Database } from 'better-sqlite3'

interface Run {
  boot: string
  unsynced: boolean
}

// Every log gets a name for its new life; what is in the logs is not looked at.
const NEW_EPOCHS = 'UPDATE logs SET epoch = lower(hex(randomblob(16)))'

/** From now on seqs of these logs are not taken for those that were given out before: for a log that may have lost entries. */
export function beginEpochs(connection: Database): void {
  connection.exec(NEW_EPOCHS)
}

/**
 * Begins a run under this boot, and a new epoch of every log where commits of the run before may be lost: otherwise seqs
 * that people have seen would be given out again for something else. `unsynced`: commits of this run do not wait for the
 * disk. That is noted, and the note must be on the disk before the first of them: call it while `synchronous` is FULL.
 */
export function beginRun(connection: Database, { boot, unsynced }: Run): void {
  const begin = connection.transaction(() => {
    const last = connection.prepare('SELECT boot FROM unsynced_run').pluck().get()
    // Within one boot the system has kept what the process had written, however it ended.
    if (last !== undefined && last !== boot) beginEpochs(connection)
    endRun(connection)
    if (unsynced) connection.prepare('INSERT INTO unsynced_run (boot) VALUES (?)').run(boot)
  })
  begin.immediate()
}

/** Notes that the run is over. Were this note lost with the computer, so might be commits before it: then none is right. */
export function endRun(connection: Database): void {
  connection.exec('DELETE FROM unsynced_run')
}
