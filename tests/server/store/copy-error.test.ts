// What a person reads when the system or SQLite lets a backup or restore down.
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { CopyError, inWords } from '../../../server/store/copy-error.ts'
import { DataFolderError } from '../../../server/store/data-folder.ts'

it.each([
  ['ENOSPC', 'There is no room left on the disk for /b.'],
  ['EDQUOT', 'There is no room left on the disk for /b.'],
  ['ENOENT', 'There is no /b, or no folder to put it in.'],
  ['EACCES', '/b may not be read or written by this user.'],
  ['EROFS', '/b may not be read or written by this user.'],
  ['EIO', '/b cannot be used: EIO.'],
])('[BK4] of the system: %s', (code, sentence) => {
  const said = inWords('/b', Object.assign(new Error(code), { code }))
  expect(said).toBeInstanceOf(CopyError)
  expect(said.message).toBe(sentence)
})

it.each([
  ['SQLITE_FULL', 'There is no room left on the disk for /b.'],
  ['SQLITE_CORRUPT', '/b is damaged.'],
  ['SQLITE_CORRUPT_INDEX', '/b is damaged.'],
  ['SQLITE_CANTOPEN', '/b may not be read or written by this user.'],
  ['SQLITE_BUSY_RECOVERY', 'Another program is writing to /b; try again.'],
  ['SQLITE_IOERR_READ', '/b cannot be used: no luck.'],
])('[BK4] of SQLite: %s', (code, sentence) => {
  expect(inWords('/b', new Sqlite.SqliteError('no luck', code)).message).toBe(sentence)
})

it('[BK4] leaves words as they are, and what nobody foresaw', () => {
  const known = [new CopyError('No.'), new DataFolderError('DATA_IN_USE', 'No.'), new TypeError('a bug')]
  for (const error of known) expect(inWords('/b', error)).toBe(error)
})
