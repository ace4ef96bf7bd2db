// The host on this computer, as the desktop app tells of it.
import type { Desktop, HostState, Reach } from '../../protocol/desktop.ts'
import { originOf } from '../connection/host-address.ts'

/** The host did not start; `code` says why. */
export class HostFailure extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'HostFailure'
    this.code = code
  }
}

export class DesktopHost {
  state = $state.raw<HostState>({ state: 'stopped' })
  readonly #desktop: Desktop
  #onSettled: ((state: HostState) => void)[] = []

  constructor(desktop: Desktop) {
    this.#desktop = desktop
    desktop.on('host:changed', (state) => this.#become(state))
  }

  /** Where it is reached from here; null while it does not run. */
  get origin(): string | null {
    return this.state.state === 'running' ? originOf(this.state.url) : null
  }

  /** What guests need to come in; null where they need none, or while it does not run. */
  get password(): string | null {
    return this.state.state === 'running' ? this.state.password : null
  }

  async load(): Promise<void> {
    this.#become(await this.#desktop.call('host:state'))
  }

  /** Whether the app hosts by itself when it starts. */
  async startsItself(): Promise<boolean> {
    return (await this.#desktop.call('settings:read')).hosting !== null
  }

  /** Where it runs with other options, it starts anew with these. Rejects with a HostFailure. */
  async start(reach: Reach, name: string): Promise<{ origin: string; password: string | null }> {
    const state = await this.#desktop.call('host:start', { reach, name })
    this.#become(state)
    if (state.state !== 'running') throw new HostFailure(state.state === 'failed' ? state.fault : 'OTHER')
    return { origin: originOf(state.url), password: state.password }
  }

  /** For those who could reach it before. Rejects with a HostFailure. */
  async startAgain(name: string): Promise<void> {
    const { hosting } = await this.#desktop.call('settings:read')
    await this.start(hosting?.reach ?? 'computer', name)
  }

  async stop(): Promise<void> {
    this.#become(await this.#desktop.call('host:stop'))
  }

  /** The next state in which it runs or has failed; the one that it is in where it does already. */
  settled(): Promise<HostState> {
    if (isSettled(this.state)) return Promise.resolve(this.state)
    return new Promise((resolve) => this.#onSettled.push(resolve))
  }

  #become(state: HostState): void {
    this.state = state
    if (!isSettled(state)) return
    for (const resolve of this.#onSettled) resolve(state)
    this.#onSettled = []
  }
}

function isSettled({ state }: HostState): boolean {
  return state === 'running' || state === 'failed'
}
