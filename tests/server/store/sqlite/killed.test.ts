// A process that is killed while it writes: what it has answered for is there, and its folder is free.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import { DataFolderError } from '../../../../server/store/data-folder.ts'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { room, seq, span } from '../../../contracts/samples.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

it('keeps every entry that was answered for when the process is killed, without gaps', async () => {
  const folder = temporaryFolder()
  const answered = await killAfter(500, startWriter(folder))
  const database = openDatabase(folder, { durability: 'process' })
  onTestFinished(() => database.close())
  const log = new SqliteRoomLog(database, { now: () => 1 })
  for (const id of ['r0', 'r1', 'r2']) {
    const kept = await log.read(room(id), { after: seq(0), limit: 100_000 })
    expect(kept.map((entry) => entry.seq)).toEqual(span(1, kept.length))
    const promised = answered.filter((entry) => entry.roomId === id)
    expect(kept.slice(0, promised.length)).toEqual(promised)
  }
})

it('[LO6] has no edit or deletion without its effect when the process is killed', async () => {
  const folder = temporaryFolder()
  await killAfter(500, startWriter(folder, 'amend'))
  const database = openDatabase(folder, { durability: 'process' })
  onTestFinished(() => database.close())
  const log = new SqliteRoomLog(database, { now: () => 1 })
  const kept = await log.read(room('r'), { after: seq(0), limit: 100_000 })
  expect(kept.length).toBeGreaterThan(500)
  for (const talk of kept.filter(({ type }) => type === 'TALK')) {
    const about = kept.filter(({ refersTo }) => refersTo === talk.seq)
    const [last] = about.slice(-1)
    const expected = last === undefined || last.type === 'DELETE' ? '' : last.nonce
    expect([talk.message, talk.deleted, talk.editedAt]).toEqual([
      last === undefined ? talk.nonce : expected,
      last?.type === 'DELETE' ? true : undefined,
      last?.type === 'EDIT' ? last.sentAt : undefined,
    ])
    for (const edit of about.filter(({ type }) => type === 'EDIT')) expect(edit.message).toBe(expected)
  }
})

it('refuses the folder that another process is using, until that is killed', async () => {
  const folder = temporaryFolder()
  const writer = startWriter(folder)
  await once(writer.stdout, 'data')
  expect(() => openDatabase(folder, { durability: 'process' })).toThrow(DataFolderError)
  writer.stdout.resume()
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  openDatabase(folder, { durability: 'process' }).close()
})

type Writer = ChildProcessByStdio<null, Readable, null>

function startWriter(folder: string, does: 'append' | 'amend' = 'append'): Writer {
  const program = join(import.meta.dirname, `${does}-until-killed.ts`)
  const writer = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void writer.kill('SIGKILL'))
  return writer
}

/** Kills the writer when it has printed so many entries. Answers all that it printed whole. */
async function killAfter(count: number, writer: Writer): Promise<Entry[]> {
  const ended = once(writer, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(line)
    if (lines.length === count) writer.kill('SIGKILL')
  }
  await ended
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Entry)
}
