// Looks into the data folder of a host that has stopped: is everything there that was sent?
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** How many messages people sent that are kept, and whether the log counts them without a gap. */
export interface Stored {
  talks: number
  gapless: boolean
}

const COUNT = `
  SELECT coalesce(sum(type = 'TALK'), 0) AS talks, count(*) AS entries, coalesce(max(seq), 0) AS last FROM entries`

export function readStored(dataDir: string): Stored {
  const database = new Sqlite(join(dataDir, 'sarangbang.db'), { readonly: true })
  try {
    const { talks, entries, last } = database
      .prepare<[], { talks: number; entries: number; last: number }>(COUNT)
      .get() ?? { talks: 0, entries: 0, last: 0 }
    return { talks, gapless: entries === last }
  } finally {
    database.close()
  }
}
