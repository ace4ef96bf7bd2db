// Moves what was said within a second to the hours in which people talk. The host must not be running.
import { join } from 'node:path'
import Database from 'better-sqlite3'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The windows of the suites are in Seoul. */
const ZONE = 9 * HOUR

/** The room's last `today` entries are of this morning from half past nine on, those before them of yesterday evening. */
export function spreadOverTwoDays(folder: string, room: string, today: number): void {
  const midnight = Math.floor((Date.now() + ZONE) / DAY) * DAY - ZONE
  const database = new Database(join(folder, 'sarangbang.db'))
  const { log, last } = database
    .prepare<[string], { log: number; last: number }>(
      'SELECT log, max(seq) AS last FROM logs JOIN entries USING (log) WHERE room = ?',
    )
    .get(room) ?? { log: 0, last: 0 }
  const move = database.prepare('UPDATE entries SET sent_at = ? WHERE log = ? AND seq = ?')
  for (let seq = 1; seq <= last; seq += 1) {
    const place = seq - (last - today)
    const at = place > 0 ? midnight + 9.5 * HOUR + place * 2 * MINUTE : midnight - 5 * HOUR + seq * 3 * MINUTE
    move.run(at, log, seq)
  }
  database.close()
}
