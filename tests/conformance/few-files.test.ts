// A host that the system lets open few files: it takes fewer connections, says so, refuses the rest, and serves on.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { capacityOf } from '../../server/limits/capacity.ts'
import { inTime } from '../support/inbox.ts'
import { openTcp } from '../support/raw-tcp.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')
const FILES = 160
const { connections, sockets } = capacityOf(FILES)

/** A host whose files are limited by its shell. */
async function startWithFewFiles() {
  const command = `ulimit -n ${FILES}; exec "$0" "$@"`
  const options = ['--port', '0', '--stomp-port', '0', '--data', temporaryFolder()]
  const child = spawn('sh', ['-c', command, process.execPath, MAIN, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const log = text(child.stderr)
  const [line] = (await inTime(once(createInterface(child.stdout), 'line'), 'The listening line')) as [string]
  const stop = async () => {
    child.kill('SIGTERM')
    const [code] = (await inTime(once(child, 'exit'), 'The end of the host')) as [number | null]
    return { code, log: await log }
  }
  return { ...(JSON.parse(line) as { http: string; stomp: string }), stop }
}

it.skipIf(process.platform === 'win32')(
  '[AD1] [AD6] refuses what it cannot open, and serves on',
  async () => {
    const host = await startWithFewFiles()
    const held = await Promise.all(Array.from({ length: connections }, () => openTcp(host.stomp)))
    const over = await openTcp(host.stomp)
    expect((await over.frames.next()).headers['code']).toBe('TOO_MANY_CONNECTIONS')
    await over.closed()

    const { hostname, port } = new URL(host.stomp)
    const crowd = Array.from({ length: 2 * sockets }, () =>
      connect(Number(port), hostname).on('error', () => {}),
    )
    await Promise.all(crowd.map((socket) => once(socket.resume(), 'close')))

    for (const connection of held) connection.end()
    await Promise.all(held.map((connection) => connection.closed()))
    expect((await fetch(`${host.http}/healthz`)).status).toBe(200)
    const { code, log } = await host.stop()
    expect(code).toBe(0)
    expect(log).toContain('the system allows few open files')
  },
)
