// The program's life as Electron's app has it: one instance, ready, quit.
import { EventEmitter } from 'node:events'
import { mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { startChromium } from './chromium.ts'

const USER_DATA = process.env['STAND_IN_USER_DATA'] ?? ''
const LOCK = join(USER_DATA, 'stand-in.lock')

class App extends EventEmitter {
  readonly isPackaged = true
  #context: BrowserContext | null = null
  #ending = false

  /** The Chromium of this program; there is none before it is ready. */
  get context(): BrowserContext {
    if (this.#context === null) throw new Error('The app is not ready.')
    return this.#context
  }

  async whenReady(): Promise<void> {
    this.#context = await startChromium(join(USER_DATA, 'chromium'))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.quit())
    for (const event of ['message', 'disconnect']) process.on(event, () => this.quit())
  }

  quit(): void {
    let held = false
    this.emit('before-quit', { preventDefault: () => (held = true) })
    if (held || this.#ending) return
    this.#ending = true
    void this.#end()
  }

  /** The first instance holds a file with its process id, and is told of the second by a signal. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(USER_DATA, { recursive: true })
    try {
      writeSync(openSync(LOCK, 'wx'), String(process.pid))
    } catch {
      process.kill(Number(readFileSync(LOCK, 'utf8')), 'SIGUSR2')
      return false
    }
    process.on('SIGUSR2', () => this.emit('second-instance'))
    process.on('exit', () => rmSync(LOCK, { force: true }))
    return true
  }

  getPath(): string {
    return USER_DATA
  }

  getLocale(): string {
    return 'en-US'
  }

  /** Chromium has the sandbox that it has, and Windows is not here: both change nothing. */
  enableSandbox(): void {}
  setAppUserModelId(): void {}

  /** Chromium writes what its pages keep when it closes in order, so the program waits for that. */
  async #end(): Promise<void> {
    await this.#context?.close()
    process.exit(0)
  }
}

export const app = new App()
