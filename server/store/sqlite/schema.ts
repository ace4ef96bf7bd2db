// The shape of the database, as the steps by which it came to be.

// `log` stands for the room's id in every row and index entry.
const LOGS = `
  CREATE TABLE logs (
    log   INTEGER PRIMARY KEY,
    room  TEXT NOT NULL UNIQUE,
    epoch TEXT NOT NULL
  ) STRICT;

  CREATE TABLE entries (
    log       INTEGER NOT NULL REFERENCES logs (log),
    seq       INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    sender_id TEXT    NOT NULL,
    sender    TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    sent_at   INTEGER NOT NULL,
    nonce     TEXT    NOT NULL,
    PRIMARY KEY (log, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX entries_by_nonce ON entries (log, sender_id, nonce);
`

// `entered` orders the present members of one room by their latest entering.
const DIRECTORY = `
  CREATE TABLE rooms (
    number     INTEGER PRIMARY KEY,
    room       TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT    NOT NULL
  ) STRICT;
  CREATE INDEX rooms_by_age ON rooms (created_at, number);

  CREATE TABLE memberships (
    room    TEXT    NOT NULL REFERENCES rooms (room),
    user    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    present INTEGER NOT NULL,
    stay    INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    PRIMARY KEY (room, user)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX present_by_room ON memberships (room, entered) WHERE present = 1;
  CREATE INDEX present_by_user ON memberships (user) WHERE present = 1;

  CREATE TABLE read_marks (
    room TEXT    NOT NULL REFERENCES rooms (room),
    user TEXT    NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (room, user)
  ) STRICT, WITHOUT ROWID;
`

// One row while a host runs whose commits do not wait for the disk: under which start of the computer. See unsynced-run.ts.
const UNSYNCED_RUN = 'CREATE TABLE unsynced_run (boot TEXT NOT NULL) STRICT;'

// Entries lie in the order in which they came, whatever their room: a new one goes at the end, into a page that is full before
// the next is begun. In the order of reading each room had its own last page, which every commit wrote, and split when full.
const ENTRIES_BY_ARRIVAL = `
  ALTER TABLE entries RENAME TO entries_by_room;
  DROP INDEX entries_by_nonce;
  CREATE TABLE entries (
    arrival   INTEGER PRIMARY KEY,
    log       INTEGER NOT NULL REFERENCES logs (log),
    seq       INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    sender_id TEXT    NOT NULL,
    sender    TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    sent_at   INTEGER NOT NULL,
    nonce     TEXT    NOT NULL
  ) STRICT;
  INSERT INTO entries (log, seq, type, sender_id, sender, message, sent_at, nonce)
    SELECT log, seq, type, sender_id, sender, message, sent_at, nonce FROM entries_by_room ORDER BY sent_at, log, seq;
  DROP TABLE entries_by_room;
  CREATE UNIQUE INDEX entries_by_seq ON entries (log, seq);
  CREATE UNIQUE INDEX entries_by_nonce ON entries (log, sender_id, nonce);
`

// Found by login and nothing else: the row lies in the index.
const ACCOUNTS = `
  CREATE TABLE accounts (
    login         TEXT NOT NULL PRIMARY KEY,
    user          TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`

/**
 * Step n leads from `user_version` n to n + 1. A step that has been released never changes: what it should have been is
 * a further step.
 */
export const MIGRATIONS: readonly string[] = [LOGS + DIRECTORY, UNSYNCED_RUN, ENTRIES_BY_ARRIVAL, ACCOUNTS]
