// Runs `migrate`: tells how far it is on standard error, and on standard output, in one line, what has been carried.
import { Refusal } from '../protocol/errors.ts'
import { openNewHouse, openOldHouse } from './houses.ts'
import type { MigrateCommand } from './migrate-command.ts'
import { moveHouse } from './moving/move-house.ts'
import { createProgressLine } from './progress-line.ts'
import { CopyError, inWords } from './store/copy-error.ts'
import type { CopyWatch } from './store/copy-watch.ts'
import type { Carried, NewHouse, OldHouse } from './store/moving.ts'

interface Result extends Carried {
  event: 'migrated'
  from: string
  to: string
}

/** Resolves with the exit code: 0 when it is done, 1 where it failed or `stop` came first; then the same command goes on. */
export async function migrate(command: MigrateCommand, stop: Promise<unknown>): Promise<number> {
  const stopping = new AbortController()
  void stop.then(() => stopping.abort(new CopyError('Stopped: the same command goes on from here.')))
  const line = createProgressLine(process.stderr, () => performance.now())
  try {
    const result = await run(command, { onProgress: line.show, signal: stopping.signal })
    line.end()
    process.stderr.write(`The host is at ${result.to} now; do not start it at ${result.from} any more.\n`)
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return 0
  } catch (error) {
    line.end()
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 1
  }
}

async function run(command: MigrateCommand, watch: CopyWatch): Promise<Result> {
  const from = await openOldHouse(command)
  try {
    const to = await openNewHouse(command)
    try {
      return { event: 'migrated', from: from.place, to: to.place, ...(await move(from, to, watch)) }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function move(from: OldHouse, to: NewHouse, watch: CopyWatch): Promise<Carried> {
  try {
    return await moveHouse({ from, to, now: Date.now }, watch)
  } catch (error) {
    throw outageIn(error) ?? inWords(`${from.place} or ${to.place}`, error)
  }
}

/** Null where it is none. */
function outageIn(error: unknown): CopyError | null {
  if (!(error instanceof Refusal) || error.code !== 'UNAVAILABLE') return null
  const why = error.cause instanceof Error ? error.cause.message.replace(/\.$/, '') : 'it does not answer'
  const sentence = `Redis cannot be used any more (${why}): the same command goes on from here.`
  return new CopyError(sentence, { cause: error.cause })
}

/** Throws what was not foreseen. */
function sentenceOf(error: unknown): string {
  if (error instanceof Error && ['CopyError', 'DataFolderError', 'RedisError'].includes(error.name))
    return error.message
  throw error
}
