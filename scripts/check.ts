// `npm run check`: format, lint, zones, types, dead code and units; two at a time, all of them even where one fails. Without the
// units, for who has just run them: `npm run check -- --no-units`.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './freshness.ts'

interface Check {
  name: string
  /** The package whose program it is, the program's name, and its arguments. */
  program: readonly [packageName: string, bin: string, ...args: string[]]
}

const CHECKS: readonly Check[] = [
  { name: 'lint', program: ['eslint', 'eslint', '--max-warnings', '0', '.'] },
  { name: 'format', program: ['prettier', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', program: ['typescript', 'tsc', '-p', '.'] },
  {
    name: 'components',
    program: ['svelte-check', 'svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
  },
  {
    name: 'zones',
    program: [
      'dependency-cruiser',
      'depcruise',
      'protocol',
      'server',
      'main',
      'renderer',
      'scripts',
      'examples',
    ],
  },
  { name: 'dead code', program: ['knip', 'knip', '--no-progress'] },
  { name: 'units', program: ['vitest', 'vitest', 'run', '--project', 'units'] },
]

const AT_ONCE = 2

export async function run(args: readonly string[]): Promise<number> {
  const waiting = CHECKS.filter(({ name }) => !args.includes(`--no-${name}`))
  const failed: string[] = []
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}`)
  return failed.length === 0 ? 0 : 1
}

async function passes({ name, program: [packageName, bin, ...args] }: Check): Promise<boolean> {
  const started = performance.now()
  const { code, output } = await capture([await binFile(packageName, bin), ...args])
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  return code === 0
}

function capture(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function binFile(packageName: string, bin: string): Promise<string> {
  const folder = join(ROOT, 'node_modules', packageName)
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]
  if (file === undefined) throw new Error(`${packageName} has no program ${bin}`)
  return join(folder, file)
}
