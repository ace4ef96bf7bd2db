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

// Why somebody left, and which message an edit or a deletion is about; NULL in every other entry.
const REASONS_AND_REFERENCES = `
  ALTER TABLE entries ADD COLUMN reason TEXT;
  ALTER TABLE entries ADD COLUMN refers_to INTEGER;
`

// `nonce`: of the exchange that made the newest token. `revoked_at` NULL: the family is good. `until`: its last token has ended.
const TOKEN_FAMILIES = `
  CREATE TABLE token_families (
    family     TEXT    NOT NULL PRIMARY KEY,
    generation INTEGER NOT NULL,
    nonce      TEXT,
    revoked_at INTEGER,
    until      INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_families_by_end ON token_families (until);
  CREATE INDEX token_families_revoked ON token_families (revoked_at) WHERE revoked_at IS NOT NULL;
`

// `amended` of a TALK: NULL as it was said, 0 edited, 1 deleted; of an EDIT: 1 where a later entry has taken its place. The text
// of an edited TALK is that of its newest EDIT. A text that is no more is overwritten in its place, by a blank as long, and the
// flag takes no bytes (0 and 1 have none in a row): where a row changed its length, SQLite would move its neighbours, and
// leave parts of them behind in the file, where nothing that is deleted later could be found and overwritten.
const AMENDMENTS = `
  ALTER TABLE entries ADD COLUMN amended INTEGER;
  CREATE INDEX entries_by_reference ON entries (log, refers_to, seq) WHERE refers_to IS NOT NULL;
  CREATE VIEW texts AS
    SELECT arrival, log, seq, CASE amended
      WHEN 0 THEN (
        SELECT edit.message FROM entries AS edit
        WHERE edit.log = entries.log AND edit.refers_to = entries.seq AND edit.type = 'EDIT'
        ORDER BY edit.seq DESC LIMIT 1)
      WHEN 1 THEN ''
      ELSE message END AS message
    FROM entries WHERE type = 'TALK';
`

// `pair`: of a direct room, its two people. What a person's row in memberships tells more: since when they are kept out, and
// who asked them in and when; NULL where that is not so.
const KINDS_AND_OWNERS = `
  ALTER TABLE rooms ADD COLUMN kind TEXT NOT NULL DEFAULT 'open';
  ALTER TABLE rooms ADD COLUMN topic TEXT NOT NULL DEFAULT '';
  ALTER TABLE rooms ADD COLUMN owner TEXT;
  ALTER TABLE rooms ADD COLUMN slow_mode INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE rooms ADD COLUMN announcement_only INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE rooms ADD COLUMN closed_at INTEGER;
  ALTER TABLE rooms ADD COLUMN pair TEXT;
  UPDATE rooms SET owner = created_by;
  DROP INDEX rooms_by_age;
  CREATE INDEX open_rooms_by_age ON rooms (created_at, number) WHERE kind = 'open' AND closed_at IS NULL;
  CREATE UNIQUE INDEX rooms_by_pair ON rooms (pair) WHERE pair IS NOT NULL;

  ALTER TABLE memberships ADD COLUMN banned_at INTEGER;
  ALTER TABLE memberships ADD COLUMN invited_at INTEGER;
  ALTER TABLE memberships ADD COLUMN invited_by TEXT;
  ALTER TABLE memberships ADD COLUMN inviter TEXT;
  CREATE INDEX banned_by_room ON memberships (room, banned_at) WHERE banned_at IS NOT NULL;
  CREATE INDEX banned_by_user ON memberships (user) WHERE banned_at IS NOT NULL;
  CREATE INDEX invited_by_user ON memberships (user, invited_at) WHERE invited_at IS NOT NULL;
`

// What is no message is rare: messages are counted by leaving these out.
const NOTICES = `CREATE INDEX notices_by_seq ON entries (log, seq) WHERE type <> 'TALK'`

/**
 * Step n leads from `user_version` n to n + 1. A step that has been released never changes: what it should have been is
 * a further step.
 */
export const MIGRATIONS: readonly string[] = [
  LOGS + DIRECTORY,
  UNSYNCED_RUN,
  ENTRIES_BY_ARRIVAL,
  ACCOUNTS,
  REASONS_AND_REFERENCES,
  TOKEN_FAMILIES,
  AMENDMENTS,
  KINDS_AND_OWNERS,
  NOTICES,
]
