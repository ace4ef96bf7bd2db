// Restores: what they are refused for, and that an interrupted one leaves nothing that is taken for a host's folder.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { CopyError } from '../../../../server/store/copy-error.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { lockFolder } from '../../../../server/store/sqlite/folder-lock.ts'
import { restoreBackup } from '../../../../server/store/sqlite/restore-backup.ts'
import { takeBackup } from '../../../../server/store/sqlite/take-backup.ts'
import { fillHost, UNWATCHED } from '../../../support/filled-host.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

let file = ''
let dataDir = ''

beforeEach(async () => {
  const top = temporaryFolder()
  const source = join(top, 'source')
  file = join(top, 'host.backup')
  dataDir = join(top, 'data')
  await fillHost(source)
  await takeBackup({ dataDir: source, file, force: false }, UNWATCHED)
})

const restore = () => restoreBackup({ dataDir, file }, UNWATCHED)

async function refusal(): Promise<string> {
  return restore().then(String, (error: Error) => error.message)
}

/** Does something to the backup with a tool. */
function alter(sql: string): void {
  const connection = new Sqlite(file)
  connection.exec(sql)
  connection.close()
}

function overwrite(at: number, bytes: number): void {
  const content = readFileSync(file)
  content.fill(0xa5, at, at + bytes)
  writeFileSync(file, content)
}

describe('a file is refused', () => {
  it.each<[string, () => void, string]>([
    ['that is not there', () => (file += 'x'), 'There is no '],
    ['that is a folder', () => mkdirSync((file += 'x')), 'is a folder.'],
    ['that is empty', () => writeFileSync(file, ''), 'is not a backup of a host.'],
    ['of something else', () => writeFileSync(file, 'text '.repeat(100)), 'is not a backup of a host.'],
    ['of a host itself', () => alter('PRAGMA application_id = 0'), 'is not a backup of a host.'],
    ['that was cut short', () => truncateSync(file, 20_480), 'is damaged.'],
    ['by a byte', () => truncateSync(file, readFileSync(file).length - 1), 'is damaged.'],
    ['with a broken page', () => overwrite(4_096, 2_048), 'is damaged.'],
    ['without its note', () => alter('DELETE FROM backup'), 'is damaged.'],
    ['with no identity', () => alter("UPDATE backup SET host = '{}'"), 'is not the identity of a host.'],
    ['of a later form', () => alter('UPDATE backup SET format = 2'), 'by a later version'],
    ['of a later database', () => alter('PRAGMA user_version = 999'), 'by a later version'],
  ])('[BK4] %s, and no folder made', async (_what, spoil, sentence) => {
    spoil()
    const said = await refusal()
    expect(said).toContain(sentence)
    expect(said).toMatch(/^[^\n]+\.$/)
    expect(readdirSync(join(dataDir, '..'))).not.toContain('data')
  })
})

describe('a folder is refused', () => {
  it('[BK4] that has anything in it, which stays as it is', async () => {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'letter'), 'mine')
    expect(await refusal()).toContain('is not empty: restore into an empty folder')
    expect(readdirSync(dataDir)).toEqual(['letter'])
    expect(readFileSync(join(dataDir, 'letter'), 'utf8')).toBe('mine')
  })

  it('[BK4] that is a file', async () => {
    copyFileSync(file, dataDir)
    expect(await refusal()).toContain('is not a folder')
  })

  it('[BK4] that somebody else has', async () => {
    mkdirSync(dataDir)
    const unlock = lockFolder(dataDir)
    expect(await refusal()).toContain('Another host is using')
    unlock()
  })
})

it('[BK4] takes a folder that is empty', async () => {
  mkdirSync(dataDir)
  expect(await restore()).toMatchObject({ rooms: 3, entries: 60 })
  openDatabase(dataDir, { durability: 'process' }).close()
})

it('[BK5] that is stopped takes out what it put there; the next one succeeds', async () => {
  const stopping = new AbortController()
  stopping.abort(new CopyError('Stopped.'))
  const watch = { onProgress: () => undefined, signal: stopping.signal }
  await expect(restoreBackup({ dataDir, file }, watch)).rejects.toThrow('Stopped.')
  expect(readdirSync(dataDir)).toEqual(['sarangbang.lock'])
  expect(await restore()).toMatchObject({ entries: 60 })
})

it.each(['0', '1'])(
  '[BK5] killed with share %s copied leaves what no host and no restore takes',
  async (share) => {
    const program = join(import.meta.dirname, 'restore-until-killed.ts')
    const { signal } = spawnSync(process.execPath, [program, file, dataDir, share])
    expect(signal).toBe('SIGKILL')
    expect(readdirSync(dataDir)).toContain('sarangbang.db')
    const sentence = `A restore into ${dataDir} did not finish: empty the folder, and restore again.`
    expect(() => openDatabase(dataDir, { durability: 'process' })).toThrow(sentence)
    expect(await refusal()).toBe(sentence)
  },
)
