// Runs a program as a child that gets the signals we get, so that Ctrl+C and SIGTERM reach whatever is working.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** How a child ended. `asked`: a signal to us ended it. */
export interface Ended {
  /** The exit code, or 128 + the signal's number as shells have it. */
  code: number
  asked: boolean
}

/** Resolves when the child has ended; rejects where it cannot be started. `args` begin with the program. */
export async function runChild(
  [program = '', ...args]: readonly string[],
  options: { stdio?: StdioOptions; env?: NodeJS.ProcessEnv; onStart?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  const { onStart, ...spawnOptions } = options
  const child = spawn(program, args, { stdio: 'inherit', ...spawnOptions })
  onStart?.(child)
  let asked = false
  const forward = (signal: NodeJS.Signals) => {
    asked = true
    child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, forward)
  try {
    return { code: await exitCode(child), asked }
  } finally {
    for (const signal of SIGNALS) process.off(signal, forward)
  }
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
