// The nodes of a run: each a server of its own at an address that it keeps, started again as a supervisor would.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts } from '../../support/free-ports.ts'
import { HostProcess } from '../../support/host-process.ts'
import type { NodeAddress } from './client/node-address.ts'

/** Milliseconds: until a node that did not start is started again, and until that has failed for good. */
const RESTART = { pause: 300, patience: 60_000 } as const

const SERVER = join(import.meta.dirname, '../../../server/main.ts')

/** How a node is started. `nodeOptions`: of Node, before the program. `args`: of the server, besides its port and folder. */
export interface NodeStart {
  nodeOptions: readonly string[]
  args: readonly string[]
}

export class ChaosNode {
  readonly address: NodeAddress
  readonly #port: number
  readonly #host: HostProcess
  #disposed = false
  /** What was reported where it did not come up or go down in order. */
  readonly troubles: string[] = []

  constructor(name: string, port: number, { nodeOptions, args }: NodeStart) {
    const at = `127.0.0.1:${port}`
    this.address = { name, http: `http://${at}`, ws: `ws://${at}/ws` }
    this.#port = port
    const data = mkdtempSync(join(tmpdir(), 'sarangbang-chaos-node-'))
    this.#host = new HostProcess(
      data,
      ['--log-level', 'warn', '--away', '1', ...args],
      [...nodeOptions, SERVER],
    )
  }

  /** What the server has reported as its own failures. */
  get reported(): readonly string[] {
    return this.#host.reported
  }

  /** Resolves when it listens. While it cannot start it is started again; rejects after a minute of that. */
  async start(): Promise<void> {
    const end = performance.now() + RESTART.patience
    for (;;) {
      try {
        return await this.#host.start(this.#port)
      } catch (error) {
        if (this.#disposed || performance.now() > end) throw error
        this.troubles.push(`${this.address.name} did not start: ${String(error)}`)
        await sleep(RESTART.pause)
      }
    }
  }

  /** `kill -9`. */
  kill(): Promise<void> {
    return this.#host.kill()
  }

  /** SIGTERM. Resolves when it has stopped. */
  async stop(): Promise<void> {
    const code = await this.#host.stop()
    if (code !== 0) this.troubles.push(`${this.address.name} stopped with the exit code ${code}.`)
  }

  pause(): void {
    process.kill(this.#host.pid, 'SIGSTOP')
  }

  resume(): void {
    process.kill(this.#host.pid, 'SIGCONT')
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    await this.#host.dispose()
    rmSync(this.#host.data, { recursive: true, force: true })
  }
}

/** So many nodes, none of which runs yet. `startOf`: how each is started, by its number from 0. */
export async function newNodes(count: number, startOf: (index: number) => NodeStart): Promise<ChaosNode[]> {
  const ports = await freePorts(count)
  return ports.map((port, index) => new ChaosNode(`node${index + 1}`, port, startOf(index)))
}
