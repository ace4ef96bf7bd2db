// A host's child process that does what the test says, and remembers what was asked of it.
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Fork, ForkedProcess } from '../../main/host-child.ts'

export class FakeChild extends EventEmitter implements ForkedProcess {
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  pid: number | undefined
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** How often it was asked to stop. */
  stops = 0
  /** A child that does not end when it is asked to. */
  stubborn = false

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    super()
    this.args = args
    this.env = env
  }

  says(line: object): void {
    this.stdout.write(`${JSON.stringify(line)}\n`)
  }

  listens(port: number): void {
    this.says({ event: 'listening', http: `http://127.0.0.1:${port}`, ws: '', stomp: null, data: '' })
  }

  fails(code: string, message = code): void {
    this.says({ event: 'failed', code, message })
    this.ends(1)
  }

  /** As a process ends: its output first. */
  ends(code: number): void {
    this.stdout.end()
    this.stderr.end()
    setImmediate(() => this.emit('exit', code))
  }

  kill(): boolean {
    this.stops += 1
    if (!this.stubborn) this.ends(0)
    return true
  }

  postMessage(): void {
    this.kill()
  }
}

/** Forks fakes: each is handed to `onFork` and kept in the list. */
export function fakeFork(onFork: (child: FakeChild, index: number) => void): {
  fork: Fork
  children: FakeChild[]
} {
  const children: FakeChild[] = []
  const fork: Fork = (args, env) => {
    const child = new FakeChild(args, env)
    children.push(child)
    onFork(child, children.length - 1)
    return child
  }
  return { fork, children }
}
