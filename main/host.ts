// The host on this computer: starts and stops its child, starts it again when it crashes, and says what it is doing.
import Value from 'typebox/value'
import { HostFault, type HostOptions, type HostState } from '../protocol/desktop.ts'
import { HostChild, type Fork } from './host-child.ts'
import { retryDelay } from './retry-delay.ts'

const PREFERRED_PORT = 7420
const ANY_PORT = 0
const STOPPED: HostState = { state: 'stopped' }

/** What the host needs from its surroundings. */
export interface HostSurroundings {
  fork: Fork
  /** The password for a host that is open to the network; the same one each time. */
  password(): Promise<string>
  /** Links to give away for a port of this computer, the likeliest first. */
  links(port: number, password: string): string[]
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void
  now(): number
}

/** Starts and stops are done one after another, in the order of the calls; a later call interrupts a start that takes its time. */
export class Host {
  readonly #around: HostSurroundings
  readonly #onChange: (state: HostState) => void
  #state: HostState = STOPPED
  /** What was asked for last; null to be stopped. */
  #wanted: HostOptions | null = null
  #served: HostOptions | null = null
  #child: HostChild | null = null
  #port = PREFERRED_PORT
  #crashes: number[] = []
  #cancelRetry: () => void = () => undefined
  #queue: Promise<unknown> = Promise.resolve()

  constructor(around: HostSurroundings, onChange: (state: HostState) => void) {
    this.#around = around
    this.#onChange = onChange
  }

  get state(): HostState {
    return this.#state
  }

  /** Resolves with `running` or `failed`. Where it runs with other options, it is stopped and started anew. */
  start(options: HostOptions): Promise<HostState> {
    return this.#inTurn(options, async () => {
      if (this.#state.state === 'running' && sameOptions(this.#served, options)) return
      await this.#end()
      this.#crashes = []
      this.#port = PREFERRED_PORT
      await this.#launch(options)
    })
  }

  /** Resolves with `stopped` when the child has flushed and is gone. */
  stop(): Promise<HostState> {
    return this.#inTurn(null, async () => {
      await this.#end()
      this.#become(STOPPED)
    })
  }

  #inTurn(wanted: HostOptions | null, work: () => Promise<void>): Promise<HostState> {
    this.#wanted = wanted
    this.#cancelRetry()
    if (this.#state.state === 'starting') void this.#child?.stop()
    const done = this.#queue.then(work).then(() => this.#state)
    this.#queue = done.catch(() => undefined)
    return done
  }

  async #end(): Promise<void> {
    const child = this.#child
    this.#child = null
    this.#served = null
    await child?.stop()
  }

  /** On the port it had, or a free one where another program has that. */
  async #launch(options: HostOptions): Promise<void> {
    if (this.#wanted !== options) return
    this.#become({ state: 'starting' })
    const state = await this.#onSomePort(options).catch(toFailure)
    if (this.#wanted === options) this.#become(state)
  }

  async #onSomePort(options: HostOptions): Promise<HostState> {
    const password = options.reach === 'network' ? await this.#around.password() : null
    const state = await this.#attempt(options, this.#port, password)
    const taken = state.state === 'failed' && state.fault === 'PORT_TAKEN'
    return taken ? this.#attempt(options, ANY_PORT, password) : state
  }

  async #attempt(options: HostOptions, port: number, password: string | null): Promise<HostState> {
    const env: Record<string, string> = password === null ? {} : { SARANGBANG_PASSWORD: password }
    const child = new HostChild(this.#around.fork(argumentsFor(options, port), env))
    this.#child = child
    const started = await child.started
    if (!started.ok) {
      await this.#end()
      return { state: 'failed', fault: toFault(started.code), detail: started.detail }
    }
    this.#served = options
    this.#port = started.port
    void child.exited.then((code) => this.#ended(child, code))
    return this.#running(options, started.port, password)
  }

  #running({ reach }: HostOptions, port: number, password: string | null): HostState {
    const addresses = password === null ? [] : this.#around.links(port, password)
    return { state: 'running', reach, url: `http://127.0.0.1:${port}`, addresses, password }
  }

  /** A child that we did not stop has crashed: it gets another chance, later each time, and not for ever. */
  #ended(child: HostChild, code: number): void {
    if (child !== this.#child || this.#wanted === null) return
    this.#child = null
    this.#crashes.push(this.#around.now())
    const delay = retryDelay(this.#crashes, this.#around.now())
    const detail = child.lastWords || `The host ended with code ${code}.`
    if (delay === null) return this.#become({ state: 'failed', fault: 'STOPPED_UNEXPECTEDLY', detail })
    this.#become({ state: 'starting' })
    this.#cancelRetry = this.#around.after(delay, () => this.#again(this.#wanted))
  }

  #again(options: HostOptions | null): void {
    if (options !== null) void this.#inTurn(options, () => this.#launch(options))
  }

  #become(state: HostState): void {
    this.#state = state
    this.#onChange(state)
  }
}

function argumentsFor({ reach, name }: HostOptions, port: number): string[] {
  const address = reach === 'network' ? '0.0.0.0' : '127.0.0.1'
  return ['--host', address, '--port', String(port), `--name=${name}`]
}

/** A port that the system keeps from us, as Windows does with whole ranges, is as good as taken. */
function toFault(code: string | null): HostFault {
  if (code === 'PORT_FORBIDDEN') return 'PORT_TAKEN'
  return Value.Check(HostFault, code) ? code : 'STOPPED_UNEXPECTEDLY'
}

/** The password could not be kept, or no child be made. */
function toFailure(error: unknown): HostState {
  return { state: 'failed', fault: 'STOPPED_UNEXPECTEDLY', detail: String(error) }
}

function sameOptions(a: HostOptions | null, b: HostOptions): boolean {
  return a !== null && a.reach === b.reach && a.name === b.name
}
