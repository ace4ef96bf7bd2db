// The bench's child processes: servers that say one line when they listen, and tools that answer and end.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pinned, type Role } from './pinning.ts'

export interface Server {
  pid: number
  /** What it said when it was ready. */
  line: string
  /** Asks it to stop, and resolves when it has. */
  stop: () => Promise<void>
}

const running = new Set<ChildProcess>()

/** Asks all of them to stop: for when the bench itself is told to. */
export function stopChildren(): void {
  for (const child of running) child.kill()
}

/** What a server's process needs beside its command. */
export interface ServerOptions {
  env?: NodeJS.ProcessEnv
  /** Which line says that it listens; any where there is none. */
  ready?: RegExp
}

/** Starts a server. Resolves with the line that says that it listens; rejects where it ends before. */
export async function startServer(
  command: readonly string[],
  { env = process.env, ready = /^/ }: ServerOptions = {},
): Promise<Server> {
  const child = start('server', command, env)
  const ended = endOf(child)
  const line = await Promise.race([firstLine(child, ready), ended])
  if (typeof line !== 'string') throw new Error(`${command.join(' ')} ended before it listened.`)
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
  }
  return { pid: child.pid ?? 0, line, stop }
}

/** Milliseconds after which a tool has lost its server, and is stopped. */
const PATIENCE = 240_000

/** Runs a tool on the client's CPU and resolves with what it wrote. Rejects where it fails. */
export async function runTool(command: readonly string[]): Promise<string> {
  const child = start('client', command, process.env)
  let written = ''
  linesOf(child).on('line', (line) => (written += line))
  const limit = setTimeout(() => child.kill(), PATIENCE)
  const code = await endOf(child).finally(() => clearTimeout(limit))
  if (code !== 0) throw new Error(`${command[0]} ended with ${code ?? 'a signal'}.`)
  return written
}

function start(role: Role, command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const [program = '', ...args] = pinned(role, command)
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

function firstLine(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve) => {
    linesOf(child).on('line', (line: string) => {
      if (wanted.test(line)) resolve(line)
    })
  })
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
