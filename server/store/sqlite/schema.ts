// The shape of the database, as the steps by which it came to be.

// The log's rows lie in the order in which they are read. `log` stands for the room's id in every row and index entry.
// Later columns can be added without rewriting a row; a search index can refer to (log, seq).
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

/**
 * Step n leads from `user_version` n to n + 1. A step that has been released never changes: what it should have been is
 * a further step.
 */
export const MIGRATIONS: readonly string[] = [LOGS + DIRECTORY, UNSYNCED_RUN]
