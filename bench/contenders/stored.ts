// Looks into the data folder of a host that has stopped: is everything there that was sent?
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** How many messages people sent that are kept, and whether every room's log counts its entries without a gap. */
export interface Stored {
  talks: number
  gapless: boolean
}

const COUNT = `
  SELECT coalesce(sum(talks), 0) AS talks, coalesce(min(entries = last), 1) AS gapless
  FROM (SELECT sum(type = 'TALK') AS talks, count(*) AS entries, max(seq) AS last FROM entries GROUP BY log)`

export function readStored(dataDir: string): Stored {
  const database = new Sqlite(join(dataDir, 'sarangbang.db'), { readonly: true })
  try {
    const row = database.prepare<[], { talks: number; gapless: 0 | 1 }>(COUNT).get()
    return { talks: row?.talks ?? 0, gapless: row?.gapless === 1 }
  } finally {
    database.close()
  }
}
