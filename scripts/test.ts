// `npm test`: builds what the suites open, runs all of them (or what the arguments name), and counts on the last line.
import { parseCLI, startVitest, type Vitest } from 'vitest/node'
import { chromiumPath, CHROMIUM_MISSING } from '../tests/support/chromium.ts'
import { redisProgram, REDIS_MISSING } from '../tests/support/redis/redis-program.ts'
import { ensureBuilt } from './ensure-built.ts'
import { ALL_BUNDLES } from './freshness.ts'

export async function run(args: readonly string[]): Promise<number> {
  const missing = missingPrograms()
  for (const what of missing) console.error(what)
  if (missing.length > 0 && process.env['CI'] === 'true') return 1
  await ensureBuilt(ALL_BUNDLES)
  const { filter, options } = parseCLI(['vitest', 'run', ...args])
  const vitest = await startVitest('test', filter, options)
  await vitest.close()
  for (const name of passedLater(vitest)) console.log(`Passed, but not at the first try: ${name}`)
  console.log(countLine(vitest))
  return Number(process.exitCode ?? 0)
}

/** What cannot be tested without them is skipped; not in CI. */
function missingPrograms(): string[] {
  return [
    ...(chromiumPath() === null ? [CHROMIUM_MISSING] : []),
    ...(redisProgram() === null ? [REDIS_MISSING] : []),
  ]
}

function passedLater({ state }: Vitest): string[] {
  const tests = state.getTestModules().flatMap((module) => [...module.children.allTests('passed')])
  return tests
    .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
    .map((test) => `${test.project.name}: ${test.module.relativeModuleId} > ${test.fullName}`)
}

function countLine({ state }: Vitest): string {
  const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
  for (const module of state.getTestModules()) {
    const states = [...module.children.allTests()].map((test) => test.result().state)
    for (const state of states) count[state] += 1
    // Of a file, or of what comes before and after its tests.
    if (module.state() === 'failed' && !states.includes('failed')) count.failed += 1
  }
  const failed = count.failed + count.pending + state.getUnhandledErrors().length
  return `${count.passed} passed, ${failed} failed, ${count.skipped} skipped`
}
