// One run of the host as a child process: reads what it says on stdout, keeps the end of what it says on stderr, ends it.
import { createInterface } from 'node:readline'
import Type from 'typebox'
import Value from 'typebox/value'

/** What we need of a child; Electron's UtilityProcess has it. */
export interface ForkedProcess {
  readonly stdout: NodeJS.ReadableStream | null
  readonly stderr: NodeJS.ReadableStream | null
  /** Undefined once it has exited. */
  readonly pid: number | undefined
  once(event: 'exit', onExit: (code: number) => void): unknown
  postMessage(message: unknown): void
  kill(): boolean
}

/** Starts the host's program with the command line that `npm run serve -- --help` explains; `env` is added to ours. */
export type Fork = (args: readonly string[], env: Readonly<Record<string, string>>) => ForkedProcess

const Listening = Type.Object({ event: Type.Literal('listening'), http: Type.String() })
const Failed = Type.Object({ event: Type.Literal('failed'), code: Type.String(), message: Type.String() })

/** How starting went. `code` is null where the child ended without saying why. */
export type Started =
  | { readonly ok: true; readonly port: number }
  | { readonly ok: false; readonly code: string | null; readonly detail: string }

const STDERR_LINES_KEPT = 20
/** The host flushes within this, or the system ends it; what it gave a receipt for is on disk already. */
const STOP_WITHIN_MS = 10_000

/** From its start to its end. */
export class HostChild {
  /** How the start went; settles once, at the latest when the child exits. */
  readonly started: Promise<Started>
  /** The end: resolves with the exit code when the child is gone. */
  readonly exited: Promise<number>
  readonly #process: ForkedProcess
  #lastWords: string[] = []

  constructor(process: ForkedProcess) {
    this.#process = process
    this.exited = new Promise((resolve) => process.once('exit', resolve))
    this.started = new Promise((resolve) => {
      onLine(process.stdout, (line) => {
        const started = toStarted(line)
        if (started !== null) resolve(started)
      })
      void this.exited.then(() => resolve({ ok: false, code: null, detail: this.lastWords }))
    })
    onLine(process.stderr, (line) => {
      this.#lastWords = [...this.#lastWords, line].slice(-STDERR_LINES_KEPT)
    })
  }

  /** The last lines of stderr, which tell the curious why it ended. */
  get lastWords(): string {
    return this.#lastWords.join('\n')
  }

  /** Resolves when the child is gone: by itself after a request to stop, else by force after 10 seconds. */
  async stop(): Promise<void> {
    const force = setTimeout(() => this.#end('SIGKILL'), STOP_WITHIN_MS)
    this.#askToStop()
    await this.exited
    clearTimeout(force)
  }

  /** Windows has no SIGTERM: there a message asks, because kill() would end the host before it has flushed. */
  #askToStop(): void {
    if (process.platform === 'win32') this.#process.postMessage('stop')
    else this.#process.kill()
  }

  #end(signal: 'SIGKILL'): void {
    const { pid } = this.#process
    if (pid !== undefined) process.kill(pid, signal)
  }
}

function onLine(stream: NodeJS.ReadableStream | null, onEach: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', onEach)
}

/** What a line of the host's stdout says about its start, or null where it says something else. */
export function toStarted(line: string): Started | null {
  const said = parsed(line)
  if (Value.Check(Listening, said)) return { ok: true, port: Number(new URL(said.http).port) }
  if (Value.Check(Failed, said)) return { ok: false, code: said.code, detail: said.message }
  return null
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
