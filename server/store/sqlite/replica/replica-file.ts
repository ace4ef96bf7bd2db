// The file of one node's index over logs that are kept elsewhere: its tables, and when it is good for nothing.
import type Sqlite from 'better-sqlite3'
import {
  isCurrent,
  isDamage,
  openIndexFile,
  removeIndexFile,
  type IndexTables,
} from '../search/index-file.ts'
import { FTS_TABLE } from '../search/tokens.ts'

// `log` stands for the room's id in every row and in the tokens; a log that was begun anew has another one, and the old one no
// room until its messages are gone. `first` and `last`: what may be found. `mark`: tells the entry at `last` from any other.
// `settled`: no text that was read of the log can come of an entry after `last`. `forgotten`: messages before it are gone.
// A message's `at` tells when it was said, and is its row in `said`: see moment.ts. No text stands here.
const TABLES = `
  CREATE TABLE state (host TEXT NOT NULL, soiled INTEGER NOT NULL) STRICT;

  CREATE TABLE logs (
    log       INTEGER PRIMARY KEY,
    room      TEXT UNIQUE,
    epoch     TEXT    NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    mark      TEXT    NOT NULL,
    settled   INTEGER NOT NULL,
    forgotten INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX logs_to_forget ON logs (log) WHERE first > forgotten;

  CREATE TABLE places (
    at  INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES logs (log),
    seq INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX places_by_seq ON places (log, seq);
`

export const REPLICA_TABLES: IndexTables = { format: 1, tables: FTS_TABLE + TABLES }

export interface OpenReplica {
  connection: Sqlite.Database
  /** Why what was in the file is thrown away; null where it is not. */
  thrownAway: string | null
}

/** The index in this file, of this host, begun anew where it can't be used. */
export function openReplicaFile(path: string, hostId: string): OpenReplica {
  let why = 'it is damaged'
  try {
    const connection = openIndexFile(path, REPLICA_TABLES)
    const found = whyUseless(connection, hostId)
    if (found === null) return { connection, thrownAway: null }
    why = found
    connection.close()
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  return openAnew(path, hostId, why)
}

/** The same, whatever is there; nobody has it open. */
export function openAnew(path: string, hostId: string, why: string): OpenReplica {
  removeIndexFile(path)
  const connection = openIndexFile(path, REPLICA_TABLES)
  claim(connection, hostId)
  return { connection, thrownAway: why }
}

function whyUseless(connection: Sqlite.Database, hostId: string): string | null {
  if (!isCurrent(connection, REPLICA_TABLES)) return 'another version of this program has written it'
  const host = connection.prepare<[], string>('SELECT host FROM state').pluck().get()
  if (host === undefined) claim(connection, hostId)
  return host === undefined || host === hostId ? null : 'it is of another host'
}

function claim(connection: Sqlite.Database, hostId: string): void {
  connection.prepare('INSERT INTO state (host, soiled) VALUES (?, 0)').run(hostId)
}
