// Every row of a host's folder in a form in which two folders can be compared that came to be in different ways.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

type Row = Record<string, unknown>

/** Numbers that stand for something else within one database, and what they stand for. */
const IN_PLACE_OF: Readonly<Record<string, string>> = {
  entries: '(SELECT room FROM logs WHERE logs.log = entries.log) AS log',
}

/**
 * All tables, but what says nothing: `arrival` but for its order, the number of a log, how long the blank is in place of a text
 * that is no more, whether a deletion found anything to delete, where somebody stood who has gone, and who asked somebody in whose invitation is over.
 */
export function keptIn(folder: string): Record<string, Row[]> {
  const connection = new Sqlite(join(folder, 'sarangbang.db'), { readonly: true })
  const names = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
  const tables = connection.prepare<[], string>(names).pluck().all()
  const rows = tables.map((table): [string, Row[]] => [table, rowsOf(connection, table)])
  connection.close()
  const identity = JSON.parse(readFileSync(join(folder, 'host.json'), 'utf8')) as Row
  return { ...Object.fromEntries(rows), 'host.json': [identity] }
}

function rowsOf(connection: Sqlite.Database, table: string): Row[] {
  const own = IN_PLACE_OF[table]
  const order = table === 'entries' ? 'ORDER BY sent_at, room_of, seq' : ''
  const columns =
    own === undefined ? '*' : `*, ${own}, (SELECT room FROM logs WHERE logs.log = entries.log) AS room_of`
  const rows = connection.prepare<[], Row>(`SELECT ${columns} FROM ${table} ${order}`).all().map(said)
  const texts = rows.map((row) => JSON.stringify(row))
  return table === 'entries' ? rows : texts.sort().map((text) => JSON.parse(text) as Row)
}

/** A row without what says nothing. */
function said(row: Row): Row {
  const { arrival: _, ...kept } = row
  if (kept['type'] === 'DELETE') kept['amended'] = null
  if ('epoch' in kept) delete kept['log']
  if (typeof kept['amended'] === 'number') kept['message'] = String(kept['message']).trim()
  if (kept['present'] === 0) kept['entered'] = 0
  if ('invited_at' in kept && kept['invited_at'] === null) kept['invited_by'] = kept['inviter'] = null
  return kept
}
