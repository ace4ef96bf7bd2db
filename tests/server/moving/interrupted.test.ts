// Moves that are killed again and again, or stopped: what is left is hosted nowhere, and the move goes on until it is done.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { CopyError } from '../../../server/store/copy-error.ts'
import { openRedisHost } from '../../../server/store/redis/redis-host.ts'
import { openDatabase } from '../../../server/store/sqlite/database.ts'
import { takeBackup } from '../../../server/store/sqlite/take-backup.ts'
import { closing } from '../../contracts/redis-stores.ts'
import { room, span } from '../../contracts/samples.ts'
import { answersIn, answersOn, storesOn } from '../../support/everything-asked.ts'
import { keepEverything } from '../../support/everything-kept.ts'
import { epochsOf, fillHost, UNWATCHED } from '../../support/filled-host.ts'
import { keptIn } from '../../support/kept-rows.ts'
import { moveBetween, redisOptions, toPlace } from '../../support/moving.ts'
import { Random, seedFor } from '../../support/random.ts'
import { freshPrefix, withRedis } from '../../support/redis/redis-kinds.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { wearLogs } from '../../support/worn-logs.ts'

const PROGRAM = join(import.meta.dirname, 'move-until-killed.ts')
const RUNS = 6
/** A whole move has some 300. */
const STEPS = 200

/** Moves until killed at the nth step. Resolves with whether it was. */
async function moveUntilKilled(from: string, to: string, nth: number): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, from, to, String(nth)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The move ended with ${code ?? signal}.`)
  return signal === 'SIGKILL'
}

/** Again and again, until it is done. */
async function moveAfterKills(from: string, to: string, random: Random): Promise<void> {
  for (const _ of span(1, RUNS)) if (!(await moveUntilKilled(from, to, 1 + random.below(STEPS)))) return
  await moveBetween(toPlace(from), toPlace(to), UNWATCHED)
}

async function largeHost(random: Random): Promise<{ from: string; back: string; rooms: string[] }> {
  const top = temporaryFolder()
  const from = join(top, 'from')
  await fillHost(from, 450)
  await keepEverything(from)
  const worn = await wearLogs(from, random, 12)
  return { from, back: join(top, 'back'), rooms: ['a', 'b', 'c', 'ruled', 'over', 'secret', 'pair', ...worn] }
}

vi.setConfig({ testTimeout: 120_000 })

withRedis((kind, open, url) => {
  it(`[MV4] killed again and again, to ${kind} and back: all is there, once`, async () => {
    const random = new Random(seedFor('Moves that are killed'))
    const { from, back, rooms } = await largeHost(random)
    // Asked first: a log begins when somebody asks for it.
    const answers = await answersIn(from, rooms)
    const kept = keptIn(from)
    const prefix = freshPrefix()
    await moveAfterKills(from, `${url()} ${prefix}`, random)
    expect(await answersOn(await closing(open(prefix)), rooms)).toEqual(answers)
    await moveAfterKills(`${url()} ${prefix}`, back, random)
    expect(keptIn(back)).toEqual(kept)
    expect(await answersIn(back, rooms)).toEqual(answers)
  })

  it(`[MV5] while a move to ${kind} is not done nobody hosts at either place`, async () => {
    const { from } = await largeHost(new Random(1))
    const prefix = freshPrefix()
    expect(await moveUntilKilled(from, `${url()} ${prefix}`, 60)).toBe(true)
    expect(() => openDatabase(from, { durability: 'process' })).toThrow(
      /is moving to .*: run the same migrate/,
    )
    const link = await closing(open(prefix))
    await expect(openRedisHost(link, null)).rejects.toThrow(
      /^A move to .* is not done: run the same migrate again/,
    )
    await moveBetween(from, redisOptions(url(), prefix), UNWATCHED)
    expect((await openRedisHost(link, null)).name).toBe('우리 집')
    const opened = () => openDatabase(from, { durability: 'process' })
    expect(opened).toThrow(/has moved to .*: start it there\.$/)
    expect(opened).toThrow(expect.objectContaining({ code: 'DATA_MOVED' }))
  })

  it(`[MV5] while a move from ${kind} is not done nobody hosts at either place`, async () => {
    const { from, back } = await largeHost(new Random(2))
    const prefix = freshPrefix()
    const redis = redisOptions(url(), prefix)
    await moveBetween(from, redis, UNWATCHED)
    expect(await moveUntilKilled(`${url()} ${prefix}`, back, 60)).toBe(true)
    const link = await closing(open(prefix))
    await expect(openRedisHost(link, null)).rejects.toThrow(/ is moving to .*: run the same migrate again/)
    const opened = () => openDatabase(back, { durability: 'process' })
    expect(opened).toThrow(/^A move into .* is not done/)
    expect(opened).toThrow(expect.objectContaining({ code: 'DATA_UNFINISHED' }))
    const backup = takeBackup({ dataDir: back, file: join(back, '../b'), force: false }, UNWATCHED)
    await expect(backup).rejects.toThrow(/^A move into .* is not done/)
    await moveBetween(redis, back, UNWATCHED)
    await expect(openRedisHost(link, null)).rejects.toThrow(/ has moved to .*: start it there\.$/)
    openDatabase(back, { durability: 'process' }).close()
  })

  it(`[MV4] stopped in the middle of a move to ${kind}, it goes on`, async () => {
    const { from, rooms } = await largeHost(new Random(3))
    const before = await answersIn(from, rooms)
    const prefix = freshPrefix()
    const stopping = new AbortController()
    const onProgress = (_: string, share: number | null): void => {
      if ((share ?? 0) > 0.4) stopping.abort(new CopyError('Stopped.'))
    }
    const redis = redisOptions(url(), prefix)
    const stopped = moveBetween(from, redis, { onProgress, signal: stopping.signal })
    await expect(stopped).rejects.toThrow('Stopped.')
    await moveBetween(from, redis, UNWATCHED)
    expect(await answersOn(await closing(open(prefix)), rooms)).toEqual(before)
  })

  it(`[MV6] whoever hosts at the old place all the same begins new epochs: ${kind}`, async () => {
    const { from, back } = await largeHost(new Random(4))
    const prefix = freshPrefix()
    const epochs = epochsOf(from)
    await moveBetween(from, redisOptions(url(), prefix), UNWATCHED)
    expect(epochsOf(from).filter((epoch) => epochs.includes(epoch))).toEqual([])
    await moveBetween(redisOptions(url(), prefix), back, UNWATCHED)
    expect(epochsOf(back).toSorted()).toEqual(epochs.toSorted())
    const link = await closing(open(prefix))
    const { epoch } = await storesOn(link).log.head(room('a'))
    expect(epochs).not.toContain(epoch)
    expect(existsSync(join(back, 'moving-in'))).toBe(false)
  })
})
