// `npm run bench`: this project's host beside its peers, in turns, on the same machine. README.md has the method.
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { runTool, stopChildren } from './child.ts'
import type { CodecOutcome } from './codec/plan.ts'
import { codecReport } from './codec/report.ts'
import { contenders } from './contenders/contenders.ts'
import type { ContenderName } from './contenders/contender.ts'
import type { Meter, MeterName } from './meters/meter.ts'
import { own } from './meters/own.ts'
import { stompload } from './meters/stompload.ts'
import { measureMyRooms } from './my-rooms/measure.ts'
import { myRoomsReport } from './my-rooms/report.ts'
import { measureNodes } from './nodes/measure.ts'
import { redisMissing } from './nodes/redis.ts'
import { nodesReport } from './nodes/report.ts'
import { HELP, readOptions, type Options } from './options.ts'
import { canPin } from './pinning.ts'
import { Results, type Trial } from './results.ts'
import { ROWS } from './rows.ts'
import { scenarios as all, type ScenarioName } from './scenarios.ts'
import { measureSearch } from './search/measure.ts'
import { searchReport } from './search/report.ts'
import { table } from './table.ts'
import { runTrial } from './trial.ts'

/** Resolves with the exit code: 1 where this project's host failed, and be it that one message was not kept. */
export async function run(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv, process.env)
  if (options === null) {
    console.log(HELP)
    return 0
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, giveUp)
  console.log(`${machine()}\n`)
  if (options.codec) console.log(`${codecReport(await measureCodec())}\n`)
  if (options.search) console.log(`${searchReport(await measureSearch())}\n`)
  if (options.myRooms) console.log(`${myRoomsReport(await measureMyRooms())}\n`)
  if (options.nodes) console.log(`${await nodes(options)}\n`)
  if (options.scenarios.length === 0) return 0
  const results = await runAll(options)
  const absent = options.peers.filter((peer) => contenders[peer].missing() !== null)
  console.log(`\n${table(results, { ...options, absent })}\n`)
  for (const line of notes(options, results)) console.log(line)
  return results.failures().some((line) => line.startsWith('sarangbang ')) ? 1 : 0
}

/** No server outlives the bench. */
function giveUp(): void {
  stopChildren()
  process.exit(1)
}

/** Every server has its turn in a scenario before the next one begins, so that all find the machine in the same mood. */
async function runAll(options: Options): Promise<Results> {
  const results = new Results()
  for (let run = 1; run <= options.runs; run += 1) {
    for (const trial of trials(options)) {
      console.log(
        `run ${run} of ${options.runs}: ${trial.scenario}, ${contenders[trial.contender].title}, ${trial.meter}`,
      )
      await runTrial(trial, meterFor(trial.meter, options), options.seconds, results)
    }
  }
  return results
}

async function measureCodec(): Promise<CodecOutcome> {
  const program = join(import.meta.dirname, 'codec-client.ts')
  return JSON.parse(await runTool([process.execPath, program])) as CodecOutcome
}

async function nodes({ runs }: Options): Promise<string> {
  const missing = redisMissing()
  if (missing !== null) return `Several nodes are not measured: ${missing}`
  return `${nodesReport(await measureNodes(runs))}\n\nMedians of ${runs}, in turns; ± half the range.`
}

function trials({ scenarios, meters, peers }: Options): Trial[] {
  const present = ['sarangbang' as const, ...peers].filter((name) => contenders[name].missing() === null)
  return scenarios.flatMap((scenario) =>
    meters.flatMap((meter) =>
      present
        .filter((contender) => canTake(contender, scenario) && isRead(scenario, meter))
        .map((contender) => ({ contender, scenario, meter })),
    ),
  )
}

/** Receipts of stored messages are no scenario for a server that stores none. */
function canTake(contender: ContenderName, scenario: ScenarioName): boolean {
  return contenders[contender].stores || !all[scenario].stage.stored
}

/** Whether a row of the table comes of it. */
function isRead(scenario: ScenarioName, meter: MeterName): boolean {
  return ROWS.some((row) => row.scenario === scenario && (row.outside || meter === 'own'))
}

function meterFor(name: MeterName, { stompload: program }: Options): Meter {
  return name === 'own' || program === null ? own : stompload(program)
}

function notes({ peers, runs }: Options, results: Results): string[] {
  const absent = peers.flatMap((peer) => {
    const why = contenders[peer].missing()
    return why === null ? [] : [`${contenders[peer].title} is not here: ${why}`]
  })
  const failures = results.failures()
  const kept = failures.some((line) => line.startsWith('sarangbang '))
    ? []
    : ['Every message is stored, without gaps.']
  return [`Medians of ${runs}, in turns; ± half the range.`, ...kept, ...absent, ...failures]
}

function machine(): string {
  const processors = cpus()
  const load = loadavg()[0]?.toFixed(2)
  const place = canPin ? 'server and client each on a CPU of their own' : 'server and client not pinned'
  return `Node ${process.versions.node}, ${process.platform}, ${processors.length} × ${processors[0]?.model ?? 'CPU'}, load ${load}; ${place}`
}
