// `npm run chaos`: nodes are killed, stopped and started, and Redis with them, while people talk, for as long as one likes.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { reportOf, runChaos, type ChaosOptions } from '../tests/chaos/cluster/chaos-run.ts'
import { describeFaults } from '../tests/chaos/cluster/judge/fault.ts'
import { judge } from '../tests/chaos/cluster/judge/judge.ts'
import { logsIn } from '../tests/chaos/cluster/log-folder.ts'
import { redisProgram, REDIS_MISSING } from '../tests/support/redis/redis-program.ts'
import { ROOT } from './freshness.ts'

/**
 * Servers that are broken on purpose, by the files of `tests/chaos/cluster/broken/` that do it. Not `no-new-epoch.ts`: the Redis here
 * loses nothing that it has answered, so nobody could notice.
 */
const BROKEN: Readonly<Record<string, string>> = {
  'gap-fill': 'no-gap-fill.ts',
  'nonce-check': 'no-nonce-check.ts',
}

const USAGE = `Usage: npm run chaos -- [--minutes N] [--seed S] [--nodes N | --sqlite] [--cluster] [--clients N] [--rooms N] [--broken WHAT]
       npm run chaos -- --judge FOLDER
Lets nodes and their Redis fail in every way while people talk: for five minutes, where nothing else is said. With --cluster
their Redis is a Cluster of three masters, each with an append-only file, whose slots are moved besides. Then judges by what
the clients wrote down, or judges what they wrote in an earlier run. WHAT is ${Object.keys(BROKEN).join(', ')}: the nodes are without
that, and the judge has to notice. Ends with 1 where something is wrong, and says how to see it again.`

export async function run(args: readonly string[]): Promise<number> {
  const wish = wishIn(args)
  if (wish === null) {
    console.error(USAGE)
    return 2
  }
  if ('judge' in wish) return judgeAgain(wish.judge)
  if (wish.nodes !== null && redisProgram() === null) {
    console.error(REDIS_MISSING)
    return 1
  }
  console.log(`chaos: the seed is ${wish.seed}`)
  const outcome = await runChaos(wish)
  console.log(reportOf(wish, outcome))
  if (outcome.faults.length > 0) return 1
  await rm(wish.folder, { recursive: true, force: true })
  return 0
}

function judgeAgain(folder: string): number {
  const { faults } = judge(logsIn(folder))
  console.log(faults.length === 0 ? 'Nothing is wrong.' : describeFaults(faults).join('\n'))
  return faults.length === 0 ? 0 : 1
}

/** Null where they cannot be understood. */
function wishIn(args: readonly string[]): ChaosOptions | { judge: string } | null {
  const text = { type: 'string' } as const
  const options = {
    minutes: text,
    seed: text,
    nodes: text,
    clients: text,
    rooms: text,
    judge: text,
    broken: text,
  }
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...options, sqlite: { type: 'boolean' }, cluster: { type: 'boolean' } },
    })
    if (values.judge !== undefined) return { judge: values.judge }
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32))
    const numbers = {
      seed,
      milliseconds: Number(values.minutes ?? 5) * 60_000,
      nodes: Number(values.nodes ?? 3),
      clients: Number(values.clients ?? 30),
      rooms: Number(values.rooms ?? 5),
    }
    if (Object.values(numbers).some(Number.isNaN)) return null
    if (values.sqlite === true && values.cluster === true) return null
    const nodes = values.sqlite === true ? null : numbers.nodes
    const redisForm = values.cluster === true ? 'cluster' : 'server'
    const nodeOptions = values.broken === undefined ? [] : toBreak(values.broken)
    const folder = join(ROOT, `test-results/chaos-${seed}`)
    return { ...numbers, nodes, redisForm, nodeOptions, folder, tell: tellAt() }
  } catch {
    return null
  }
}

/** Throws where nothing is called so. */
function toBreak(what: string): string[] {
  const file = BROKEN[what]
  if (file === undefined) throw new RangeError(`There is no ${what} to break.`)
  return ['--import', join(ROOT, 'tests/chaos/cluster/broken', file)]
}

/** Says what is done, and how many seconds after the beginning. */
function tellAt(): (what: string) => void {
  const began = performance.now()
  return (what) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`)
}
