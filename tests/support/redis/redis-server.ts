// A redis-server of the test's own on a free port: started, stopped for a while, killed, and started again on the same data.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { freePorts } from '../free-ports.ts'
import { redisProgram } from './redis-program.ts'

/** Milliseconds until a server has to answer. */
const PATIENCE = 10_000

export class RedisServer {
  readonly port: number
  readonly #data = mkdtempSync(join(tmpdir(), 'sarangbang-redis-'))
  readonly #options: readonly string[]
  readonly #config: string
  #child: ChildProcess | null = null
  #disposed = false

  /**
   * `options`: of redis-server's command line, besides its port and its folder. `config`: what its configuration file has, for
   * what needs one. Nothing runs before `start`.
   */
  constructor(port: number, options: readonly string[] = [], config = '') {
    this.port = port
    this.#options = options
    this.#config = config
  }

  get address(): string {
    return `127.0.0.1:${this.port}`
  }

  get url(): string {
    return `redis://${this.address}/0`
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    if (this.#disposed) throw new Error(`The Redis on port ${this.port} has been disposed of.`)
    const file = join(this.#data, 'redis.conf')
    if (!existsSync(file)) writeFileSync(file, this.#config)
    const options = [
      file,
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.#data,
      ...this.#options,
    ]
    this.#child = spawn(redisProgram() ?? 'redis-server', options, { stdio: 'ignore' })
    const deadline = Date.now() + PATIENCE
    while (!(await answers(this.port))) {
      if (Date.now() > deadline) throw new Error(`No Redis answers on port ${this.port}.`)
      await sleep(20)
    }
  }

  /** Asks it to end: what its persistence keeps is kept. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** `kill -9`. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** It answers nobody, and its connections stay. */
  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Ends it and removes its data. It cannot be started any more. */
  async dispose(): Promise<void> {
    this.#disposed = true
    if (this.#child !== null) await this.kill()
    rmSync(this.#data, { recursive: true, force: true })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    child.kill('SIGCONT')
    await ended
  }
}

/** What keeps nothing on the disk: for suites that never end it. */
export const IN_MEMORY = ['--save', '', '--appendonly', 'no'] as const
/** The same, for one that replicas begin to follow without waiting for others. */
export const READY_FOR_REPLICAS = [...IN_MEMORY, '--repl-diskless-sync-delay', '0'] as const
/** What most hosts have. `kill -9` may cost the last two seconds: while a sync takes its time, Redis answers first and writes later. */
export const ON_DISK = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec'] as const
/** What was answered survives `kill -9`. */
export const ON_DISK_AT_ONCE = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'] as const

/** A server for the running test. */
export async function startRedis(options: readonly string[] = IN_MEMORY): Promise<RedisServer> {
  const [port = 0] = await freePorts(1)
  const server = new RedisServer(port, options)
  onTestFinished(() => server.dispose())
  await server.start()
  return server
}

/** A server for all tests of the file or the block. The answer gives it while they run. */
export function redisForAll(options: readonly string[] = IN_MEMORY): () => RedisServer {
  let server: RedisServer | null = null
  beforeAll(async () => {
    const [port = 0] = await freePorts(1)
    server = new RedisServer(port, options)
    await server.start()
  })
  afterAll(() => server?.dispose())
  return () => {
    if (server === null) throw new Error('Redis has not been started.')
    return server
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    socket.write('PING\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    // One that asks for a password answers too; one that still loads its data does not yet.
    return /^(\+PONG|-NOAUTH)/.test(answer.toString())
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
