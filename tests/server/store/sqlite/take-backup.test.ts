// Backups of a folder: of one moment, private, whole or not there, and refused in words.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { CopyError } from '../../../../server/store/copy-error.ts'
import type { CopyWatch } from '../../../../server/store/copy-watch.ts'
import { noteRestore } from '../../../../server/store/unfinished-restore.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { restoreBackup } from '../../../../server/store/sqlite/restore-backup.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { takeBackup } from '../../../../server/store/sqlite/take-backup.ts'
import { room, span, talk } from '../../../contracts/samples.ts'
import { contentsOfHost, epochsOf, fillHost, UNWATCHED } from '../../../support/filled-host.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

let top = ''
let dataDir = ''
let file = ''

beforeEach(() => {
  top = temporaryFolder()
  dataDir = join(top, 'data')
  file = join(top, 'host.backup')
})

const take = (watch: CopyWatch = UNWATCHED, force = false) => takeBackup({ dataDir, file, force }, watch)

it('[BK3] restores everything that was there, in the same order, with a new epoch for every log', async () => {
  await fillHost(dataDir)
  const [before, epochs] = [contentsOfHost(dataDir), epochsOf(dataDir)]
  const taken = await take()
  rmSync(dataDir, { recursive: true })
  const restored = await restoreBackup({ dataDir, file }, UNWATCHED)
  expect(contentsOfHost(dataDir)).toEqual(before)
  const later = epochsOf(dataDir)
  expect(new Set([...epochs, ...later]).size).toBe(2 * epochs.length)
  expect(taken).toMatchObject({ rooms: 3, entries: 60, bytes: statSync(file).size })
  expect(restored).toMatchObject({ rooms: 3, entries: 60 })
})

it('[BK2] makes one file, which is its owner\u2019s alone, and puts back a folder that is', async () => {
  await fillHost(dataDir)
  await take()
  expect(readdirSync(top).sort()).toEqual(['data', 'host.backup'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const folder = join(top, 'restored')
  await restoreBackup({ dataDir: folder, file }, UNWATCHED)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const name of ['sarangbang.db', 'host.json'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
})

it('[BK1] is of one moment, though the host writes between every two steps, and ends', async () => {
  await fillHost(dataDir, 2_000)
  const database = openDatabase(dataDir, { durability: 'process' })
  onTestFinished(() => database.close())
  const log = new SqliteRoomLog(database, { now: () => 1 })
  let steps = 0
  const writing = { ...UNWATCHED, onProgress: () => commit(log, (steps += 1)) }
  const { entries } = await take(writing)
  expect(steps).toBeGreaterThan(3)
  expect(entries).toBe(6_000)
  expect(await log.head(room('a'))).toMatchObject({ last: 2_000 + 10 * steps })
})

/** In this turn, as another process would meanwhile. */
function commit(log: SqliteRoomLog, step: number): void {
  for (const n of span(1, 10)) void log.append(room('a'), talk(`during ${step} ${n}`))
  void log.close()
}

it('[BK1] has what a host that was killed had not carried over yet', async () => {
  await fillHost(dataDir)
  const database = openDatabase(dataDir, { durability: 'process' })
  const log = new SqliteRoomLog(database, { now: () => 1 })
  await log.append(room('a'), talk('last'))
  // As it lies on the disk at this moment.
  const killed = join(top, 'killed')
  mkdirSync(killed)
  for (const name of ['sarangbang.db', 'sarangbang.db-wal', 'host.json'])
    writeFileSync(join(killed, name), readFileSync(join(dataDir, name)))
  database.close()
  const untouched = readFileSync(join(killed, 'sarangbang.db'))
  expect(await takeBackup({ dataDir: killed, file, force: false }, UNWATCHED)).toMatchObject({ entries: 61 })
  expect(readFileSync(join(killed, 'sarangbang.db'))).toEqual(untouched)
})

it('[BK2] that is stopped leaves nothing, and what was there as it was', async () => {
  await fillHost(dataDir)
  writeFileSync(file, 'older')
  const stopping = new AbortController()
  const watch = { onProgress: () => undefined, signal: stopping.signal }
  stopping.abort(new CopyError('Stopped.'))
  await expect(take(watch, true)).rejects.toThrow('Stopped.')
  expect(readdirSync(top).sort()).toEqual(['data', 'host.backup'])
  expect(readFileSync(file, 'utf8')).toBe('older')
})

describe('is refused', () => {
  beforeEach(async () => {
    await fillHost(dataDir, 1)
    writeFileSync(join(top, 'letter'), 'mine')
  })

  it.each<[string, () => void, string]>([
    ['without a folder', () => rmSync(dataDir, { recursive: true }), 'There is no '],
    ['without an identity', () => rmSync(join(dataDir, 'host.json')), 'There is no '],
    ['with a broken identity', () => writeFileSync(join(dataDir, 'host.json'), '{}'), 'not the identity'],
    ['without a database', () => rmSync(join(dataDir, 'sarangbang.db')), 'There is no '],
    [
      'with no database',
      () => writeFileSync(join(dataDir, 'sarangbang.db'), 'x'.repeat(4096)),
      'sarangbang.db is damaged.',
    ],
    ['of a later version', () => setVersion(999), 'was written by a later version'],
    ['of an unfinished restore', () => noteRestore(dataDir), 'did not finish'],
    ['over a file', () => writeFileSync(file, ''), 'is there already; --force replaces it.'],
    ['over a folder', () => mkdirSync(file), 'is a folder.'],
    ['in a file', () => (file = join(dataDir, '..', 'letter', 'x')), 'is not a folder, or not in one.'],
    ['nowhere', () => (file = join(top, 'no', 'where')), 'no folder to put it in'],
    ['in the host\u2019s own folder', () => (file = join(dataDir, 'x')), 'belongs somewhere else'],
  ])('[BK2] %s', async (_what, spoil, sentence) => {
    spoil()
    const names = readdirSync(top)
    const refusal = await take().then(String, (error: Error) => error.message)
    expect(refusal).toContain(sentence)
    expect(refusal).toMatch(/^[^\n]+\.$/)
    expect(readdirSync(top)).toEqual(names)
  })

  it('[BK2] unless it may replace the file that is there', async () => {
    writeFileSync(file, 'older', { mode: 0o644 })
    await take(UNWATCHED, true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(existsSync(file)).toBe(true)
    await restoreBackup({ dataDir: join(top, 'restored'), file }, UNWATCHED)
  })
})

function setVersion(version: number): void {
  const connection = new Sqlite(join(dataDir, 'sarangbang.db'))
  connection.pragma(`user_version = ${version}`)
  connection.close()
}
