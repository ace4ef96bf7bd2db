// Runs the host for this computer only and opens its interface in the browser, for where there can be no window.
import { createInterface } from 'node:readline'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import open from 'open'
import { runChild } from './child.ts'
import { newPassword } from '../protocol/password.ts'
import { hasDisplay, insteadOfWindow, toLetOthersIn, type NoWindow } from './display.ts'
import { ROOT } from './freshness.ts'

const FIRST_PORT = 7420
const PORTS_TO_TRY = 20

/** Resolves with the host's exit code when it has stopped. `args` go to the host; without --port, the first free one from 7420. */
export async function hostInBrowser(reason: NoWindow, args: readonly string[]): Promise<number> {
  const port = has(args, 'port') ? [] : ['--port', String(await freePort())]
  const command = [process.execPath, join(ROOT, 'scripts/run.mjs'), 'serve', ...port, ...args]
  const { code } = await runChild(command, {
    stdio: ['inherit', 'pipe', 'inherit'],
    onStart: ({ stdout }) => stdout && announce(stdout, reason, args),
  })
  return code
}

function announce(stdout: Readable, reason: NoWindow, args: readonly string[]): void {
  createInterface({ input: stdout }).on('line', (line) => {
    const url = listeningAt(line)
    if (url === null) return console.log(line)
    console.log(insteadOfWindow(reason, url))
    if (!has(args, 'host')) console.log(toLetOthersIn(newPassword()))
    if (hasDisplay(process.platform, process.env)) void showInBrowser(url)
  })
}

/** The address in the line with which the host says that it is ready, or null where the line is another. */
export function listeningAt(line: string): string | null {
  if (!line.startsWith('{"event":"listening"')) return null
  const { http } = JSON.parse(line) as { http: string }
  return http
}

/** A browser that does not open is no failure: the line with the address is there. */
async function showInBrowser(url: string): Promise<void> {
  const browser = await open(url).catch(() => null)
  browser?.on('error', () => undefined)
}

function has(args: readonly string[], option: 'host' | 'port'): boolean {
  const { values } = parseArgs({ args: [...args], strict: false, options: { [option]: { type: 'string' } } })
  return values[option] !== undefined
}

/** The first free port on loopback from 7420 on; 0, which takes any, where twenty in a row are taken. */
export async function freePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TO_TRY; port += 1) {
    if (await isFree(port)) return port
  }
  return 0
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
