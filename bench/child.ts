// The bench's child processes: servers that say one line when they listen, and tools that answer and end.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pinned, type Role } from './pinning.ts'

export interface Running {
  pid: number
  /** What it said when it was ready. */
  line: string
  /** Asks it to stop, and resolves when it has. */
  stop: () => Promise<void>
}

/** Starts a server. Resolves with its first line; rejects where it ends without one. */
export async function startServer(command: readonly string[]): Promise<Running> {
  const child = start('server', command)
  const ended = endOf(child)
  const line = new Promise<string>((resolve) => linesOf(child).once('line', resolve))
  const first = await Promise.race([line, ended])
  if (typeof first !== 'string') throw new Error(`${command.join(' ')} ended before it listened.`)
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  return { pid: child.pid ?? 0, line: first, stop }
}

/** Runs a tool on the client's CPU and resolves with what it wrote. Rejects where it fails. */
export async function runTool(command: readonly string[]): Promise<string> {
  const child = start('client', command)
  let written = ''
  linesOf(child).on('line', (line) => (written += line))
  const code = await endOf(child)
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}.`)
  return written
}

function start(role: Role, command: readonly string[]): ChildProcess {
  const [program = '', ...args] = pinned(role, command)
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

function linesOf({ stdout }: ChildProcess): NodeJS.EventEmitter {
  if (stdout === null) throw new Error('The child has no standard output.')
  return createInterface({ input: stdout })
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}
