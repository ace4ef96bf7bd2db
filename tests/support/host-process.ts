// The real server as a process of its own on a free port: started, stopped, killed and started again on the same folder.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { inTime } from './inbox.ts'
import { redisOf } from './test-store.ts'

/** The program and the arguments that every run of it has. */
type Program = readonly string[]

const SERVER: Program = [join(import.meta.dirname, '../../server/main.ts')]

/** Milliseconds until a host that was asked to stop after its tests is killed. */
const STOP_PATIENCE = 3_000

/** The `listening` line, but for its event. */
export interface HostAddresses {
  http: string
  ws: string
  stomp: string | null
  data: string
}

type Child = ChildProcessByStdio<null, Readable, Readable>

interface Running {
  child: Child
  addresses: HostAddresses
}

/** Of the log's levels, from where on something is wrong (pino's `error`). */
const ERROR_LEVEL = 50

export class HostProcess {
  readonly data: string
  /** What it has reported as its own failures, line by line; what is no line of its log counts too. */
  readonly reported: string[] = []
  readonly #args: readonly string[]
  readonly #program: Program
  #running: Running | null = null
  /** Whatever became of their start, and of what they were asked to do. */
  readonly #alive = new Set<Child>()
  #disposed = false

  /** `args`: options besides the port and the data folder. Nothing runs before `start`. */
  constructor(data: string, args: readonly string[], program = SERVER) {
    this.data = data
    this.#args = args
    this.#program = program
  }

  get http(): string {
    return this.#current.addresses.http
  }

  get port(): number {
    return Number(new URL(this.http).port)
  }

  get ws(): string {
    return this.#current.addresses.ws
  }

  /** Throws where the host was not started with `--stomp-port`. */
  get stomp(): string {
    const { stomp } = this.#current.addresses
    if (stomp === null) throw new Error('This host has no port for plain STOMP.')
    return stomp
  }

  /** Whether it has general destinations. */
  get relays(): boolean {
    return this.#args.includes('--open-topics')
  }

  get pid(): number {
    return this.#current.child.pid ?? NaN
  }

  /** Resolves when the host listens; rejects with what it printed where it does not. Port 0 is another each time. */
  async start(port = 0): Promise<void> {
    if (this.#disposed) throw new Error('The host has been disposed of.')
    const child = spawnHost(this.#program, [
      ...['--port', String(port), '--data', this.data],
      ...storeArguments(this.data),
      ...this.#args,
    ])
    this.#alive.add(child)
    child.once('exit', () => this.#alive.delete(child))
    createInterface({ input: child.stderr }).on('line', (line) => this.#note(line))
    try {
      this.#running = { child, addresses: await inTime(listening(child), 'The listening line') }
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  /** Asks it to stop. Resolves with its exit code. */
  stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    return this.#end(signal)
  }

  /** `kill -9`. Resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends what still runs, one way or the other. It cannot be started any more. */
  async dispose(): Promise<void> {
    this.#disposed = true
    this.#running = null
    const gone = [...this.#alive].map((child) => once(child, 'exit'))
    for (const child of this.#alive) child.kill('SIGTERM')
    const patience = setTimeout(() => {
      for (const child of this.#alive) child.kill('SIGKILL')
    }, STOP_PATIENCE)
    await Promise.all(gone)
    clearTimeout(patience)
  }

  #note(line: string): void {
    const level = /^\{"level":(\d+)/.exec(line)?.[1]
    if (level === undefined || Number(level) >= ERROR_LEVEL) this.reported.push(line)
  }

  get #current(): Running {
    if (this.#running === null) throw new Error('The host is not running.')
    return this.#running
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this.#current
    this.#running = null
    const ended = once(child, 'exit')
    child.kill(signal)
    const [code] = (await inTime(ended, 'The end of the host')) as [number | null]
    return code
  }
}

/** A host for the running test, killed and its folder removed when that has finished. */
export async function startHost(...args: string[]): Promise<HostProcess> {
  const host = newHost(args)
  onTestFinished(() => discard(host))
  await host.start()
  return host
}

/** A host for all tests of the file or the block. The answer gives it while they run. */
export function hostForAll(...args: string[]): () => HostProcess {
  return forAll(newHost(args))
}

/** The same, of what `npm run` starts by this script. */
export function scriptForAll(script: string, ...args: string[]): () => HostProcess {
  return forAll(newHost(args, [join(import.meta.dirname, '../../scripts/run.mjs'), script]))
}

function forAll(host: HostProcess): () => HostProcess {
  beforeAll(() => host.start())
  afterAll(() => discard(host))
  return () => host
}

/** What became of a host that ended by itself. */
export interface HostRun {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs the server with these arguments alone, until it ends. */
export async function runHost(...args: string[]): Promise<HostRun> {
  const child = spawnHost(SERVER, args)
  onTestFinished(() => void child.kill('SIGKILL'))
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  const [code] = (await inTime(once(child, 'close'), 'The end of the host')) as [number | null]
  return { code, stdout: await stdout, stderr: await stderr }
}

function newHost(args: readonly string[], program = SERVER): HostProcess {
  return new HostProcess(mkdtempSync(join(tmpdir(), 'sarangbang-host-')), args, program)
}

async function discard(host: HostProcess): Promise<void> {
  await host.dispose()
  rmSync(host.data, { recursive: true, force: true })
}

function storeArguments(data: string): string[] {
  const redis = redisOf(data)
  return redis === null ? [] : ['--redis', redis.url, '--redis-prefix', redis.prefix]
}

/** Compiled code is kept between starts: the suites start the server some fifty times. */
function spawnHost(program: Program, args: readonly string[]): Child {
  const { SARANGBANG_PASSWORD: _, ...env } = process.env
  return spawn(process.execPath, [...program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, NODE_COMPILE_CACHE: join(tmpdir(), 'sarangbang-compile-cache') },
  })
}

async function listening(child: Child): Promise<HostAddresses> {
  const stderr = textOf(child.stderr)
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, ...addresses } = JSON.parse(line) as HostAddresses & { event: string }
    if (event === 'listening') return addresses
  }
  throw new Error(`The host did not start. ${await stderr}`)
}

async function textOf(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk as string
  return text
}
