// A node's search as the node has it: its folder, what is in it after the process was killed, and the node that has none.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../../../server/store/sqlite/database.ts'
import { openReplicatedSearch } from '../../../../../server/store/sqlite/replica/open-replicated-search.ts'
import type { SearchIndex } from '../../../../../server/store/search-index.ts'
import { fold } from '../../../../../server/store/folded-text.ts'
import type { MortalLog } from '../../../../support/mortal-log.ts'
import { Random, seedFor } from '../../../../support/random.ts'
import { temporaryFolder } from '../../../../support/temporary-folder.ts'
import { seq } from '../../../../contracts/samples.ts'
import { filledLog, ROOMS } from './filled-log.ts'

function open(folder: string | null, log: MortalLog, hostId = 'host') {
  const told: string[] = []
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const search = openReplicatedSearch(folder, { log, hostId, tell: (news) => told.push(news), reportFailure })
  onTestFinished(() => search.close())
  return { search, told }
}

const WORDS = ['고친', '고친 7', '말', '12번', '번']
const LIMIT = 100_000

async function found(search: SearchIndex, words: string) {
  const request = { words: words.split(' '), rooms: ROOMS, cursor: null, limit: LIMIT }
  return (await search.find(request)).places.map(({ roomId, seq }) => `${roomId} ${seq}`).sort()
}

async function saidIn(log: MortalLog, words: string) {
  const entries = await Promise.all(ROOMS.map((id) => log.now.read(id, { after: seq(0), limit: LIMIT })))
  const hasAll = (text: string) => words.split(' ').every((word) => fold(text).includes(word))
  const hits = entries.flat().filter(({ type, message }) => type === 'TALK' && hasAll(message))
  return hits.map(({ roomId, seq }) => `${roomId} ${seq}`).sort()
}

/** Has a process make the index there, and kills it when it has read so many pages. */
async function killAfter(reads: number, folder: string, deeds: number): Promise<void> {
  const program = join(import.meta.dirname, 'catch-up-until-killed.ts')
  const child = spawn(process.execPath, [program, folder, String(deeds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  let seen = 0
  for await (const _ of createInterface({ input: child.stdout }))
    if ((seen += 1) === reads) child.kill('SIGKILL')
  await ended
}

describe('a node that is killed while its index is made', () => {
  const DEEDS = 12_000

  it('[SR13] goes on with it, and finds what is there', { timeout: 120_000 }, async () => {
    const random = new Random(seedFor('killed while catching up'))
    for (const reads of [1 + random.below(5), 5 + random.below(40)]) {
      const folder = temporaryFolder()
      await killAfter(reads, folder, DEEDS)
      const log = await filledLog(DEEDS + 50)
      const { search, told } = open(folder, log)
      for (const words of WORDS) expect(await found(search, words)).toEqual(await saidIn(log, words))
      expect(told).toEqual([])
      await search.close()
    }
  })

  it(
    '[SR11] finds what is there also where the log has lost its end meanwhile',
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      await killAfter(20, folder, DEEDS)
      const log = await filledLog(DEEDS)
      await log.loseAfter(DEEDS / 4)
      const { search } = open(folder, log)
      for (const words of WORDS) expect(await found(search, words)).toEqual(await saidIn(log, words))
    },
  )
})

describe("a node's folder", { timeout: 60_000 }, () => {
  it('[SR13] is of one process, be it a node or a host, until it is closed', async () => {
    const log = await filledLog(10)
    const folder = join(temporaryFolder(), 'not', 'there')
    const { search } = open(folder, log)
    expect(() => open(folder, log)).toThrow(expect.objectContaining({ code: 'DATA_IN_USE' }))
    expect(() => openDatabase(folder, { durability: 'process' })).toThrow(
      expect.objectContaining({ code: 'DATA_IN_USE' }),
    )
    await search.close()
    const again = open(folder, log)
    expect(await found(again.search, '말')).toEqual(await saidIn(log, '말'))
  })

  it('is closed to other people of the computer', async () => {
    const folder = join(temporaryFolder(), 'node')
    const { search } = open(folder, await filledLog(10))
    await found(search, '말')
    const modes = ['', 'node-search.db'].map((name) => statSync(join(folder, name)).mode & 0o077)
    expect(modes).toEqual([0, 0])
  })

  it('[SR13] has its index thrown away where that is of another host', async () => {
    const folder = temporaryFolder()
    const log = await filledLog(10)
    const first = open(folder, log)
    await found(first.search, '말')
    await first.search.close()
    const second = open(folder, log, 'other')
    expect(await found(second.search, '말')).toEqual(await saidIn(log, '말'))
    expect(second.told).toEqual(['The search index is thrown away: it is of another host.'])
  })
})

describe('a node without a folder', { timeout: 60_000 }, () => {
  it('[SR13] finds what is there, beside others of its kind', async () => {
    const log = await filledLog(5_000)
    const nodes = [open(null, log), open(null, log)]
    for (const { search } of nodes)
      for (const words of WORDS) expect(await found(search, words)).toEqual(await saidIn(log, words))
  })

  // Only Linux tells which files a process has open.
  it.skipIf(!existsSync('/proc/self/fd'))('[SR13] has no file that would be left behind', async () => {
    const before = openFiles()
    const { search } = open(null, await filledLog(30_000))
    await expect.poll(() => found(search, '번').catch(() => []), { timeout: 50_000 }).not.toEqual([])
    const files = openFiles().filter((file) => !before.includes(file))
    expect(
      files.filter((file) => !file.endsWith(' (deleted)') && !/^(\/dev|\/proc|[a-z]+:)/.test(file)),
    ).toEqual([])
    await search.close()
  })
})

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)]
    } catch {
      return []
    }
  })
}
