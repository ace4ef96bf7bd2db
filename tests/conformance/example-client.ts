// The programs of the example clients, and one of them as it runs.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { HostProcess } from '../support/host-process.ts'
import { Inbox } from '../support/inbox.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const MISSING =
  'No python3 here: the example client in Python is not run. Install it, or leave it to the CI.\n'

const missing = spawnSync('python3', ['--version']).status !== 0
if (missing) process.stderr.write(MISSING)

/** A client's program, and what runs it. */
export interface Program {
  language: string
  command: string
  file: string
  skipped: boolean
}

export const JAVASCRIPT: Program = {
  language: 'JavaScript',
  command: process.execPath,
  file: join(EXAMPLES, 'javascript/chat.mjs'),
  skipped: false,
}
export const PYTHON: Program = {
  language: 'Python',
  command: 'python3',
  file: join(EXAMPLES, 'python/chat.py'),
  skipped: missing && process.env['CI'] !== 'true',
}

/** A running client. */
export interface Client {
  /** What it prints. */
  lines: Inbox<string>
  type: (...lines: string[]) => void
  /** The end of its input. Resolves with its exit code. */
  end: () => Promise<number | null>
}

export const ROOM = '우리 방'

/** Runs it as a guest of this name, until the test has finished. `env`: variables besides the machine's. */
export function run(
  { command, file }: Program,
  host: Pick<HostProcess, 'http'>,
  nickname: string,
  env: NodeJS.ProcessEnv = {},
): Client {
  const child = spawn(command, [file, host.http, nickname, ROOM], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1', ...env },
  })
  onTestFinished(() => void child.kill())
  const lines = new Inbox<string>(`lines of ${file}`)
  createInterface({ input: child.stdout }).on('line', (line) => lines.put(line))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    lines,
    type: (...typed) => void child.stdin.write(typed.map((line) => `${line}\n`).join('')),
    end: () => {
      child.stdin.end()
      return exited
    },
  }
}
