// Texts that were replaced or deleted: that they are nowhere in the host's files, whatever was done to their neighbours.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkpointBeside } from '../../../../server/store/sqlite/checkpoints.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { deletion, edit } from '../../../contracts/room-log-amend.contract.ts'
import { room, talk } from '../../../contracts/samples.ts'
import { Random, seedFor } from '../../../support/random.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

const PATIENCE = 20_000

function openLog() {
  const folder = temporaryFolder()
  const database = openDatabase(folder, { durability: 'process' })
  onTestFinished(() => database.close())
  const log = new SqliteRoomLog(database, { now: Date.now })
  const bytes = () => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'))
  const stands = (text: string) => bytes().some((each) => each.includes(text))
  return { log, database, stands, bytes }
}

describe('a text that was removed', () => {
  it.each([
    ['deleted', deletion('d1', 1)],
    ['replaced by a longer one', edit('e1', 1, 'another'.repeat(99))],
    ['replaced by a shorter one', edit('e1', 1, 'b')],
  ])('[LO6] because it was %s is soon in no file', { timeout: PATIENCE }, async (_how, draft) => {
    const { log, database, stands } = openLog()
    const stop = checkpointBeside(database)
    onTestFinished(stop)
    await log.append(room('a'), talk('n1', { message: 'what-I-regret' }))
    await log.append(room('a'), talk('n2', { message: 'what-I-stand-by' }))
    expect(stands('what-I-regret')).toBe(true)
    await log.append(room('a'), draft)
    await vi.waitFor(() => expect(stands('what-I-regret')).toBe(false), { timeout: PATIENCE })
    expect(stands('what-I-stand-by')).toBe(true)
  })

  it('[LO7] because it is too old is soon in no file', { timeout: PATIENCE }, async () => {
    const { log, database, stands } = openLog()
    const stop = checkpointBeside(database)
    onTestFinished(stop)
    for (const nonce of ['long-gone', 'lately', 'just-now']) await log.append(room('a'), talk(nonce))
    await log.append(room('a'), edit('e1', 1, 'gone-as-well'))
    await log.trim(room('a'), { entries: 3, since: null }, 9)
    const gone = () =>
      ['말 long-gone', 'gone-as-well'].filter((text) => stands(Buffer.from(text).toString('latin1')))
    await vi.waitFor(() => expect(gone()).toEqual([]), { timeout: PATIENCE })
    expect(stands('lately')).toBe(true)
  })

  it('[LO6] leaves nothing behind among neighbours that come, change and go', async () => {
    const { log, database, bytes } = openLog()
    const random = new Random(seedFor('removed texts'))
    const texts = new Map<number, string>()
    const removed: string[] = []
    for (let step = 1; step <= 1_500; step += 1) {
      const text = `secret${step}.`.repeat(1 + random.below(step % 50 === 0 ? 900 : 9))
      const known = [...texts.keys()]
      const at = known[random.below(known.length * 2 + 1)]
      if (at === undefined) {
        const { entry } = await log.append(room('a'), talk(`n${step}`, { message: text }))
        texts.set(entry.seq, `secret${step}.`)
        continue
      }
      removed.push(texts.get(at) ?? '')
      if (random.onceIn(2)) texts.delete(at)
      else texts.set(at, `secret${step}.`)
      await log.append(room('a'), texts.has(at) ? edit(`n${step}`, at, text) : deletion(`n${step}`, at))
    }
    database.connection.pragma('wal_checkpoint(TRUNCATE)')
    const files = bytes().join()
    expect(removed.length).toBeGreaterThan(200)
    expect(removed.filter((text) => files.includes(text))).toEqual([])
  })
})
