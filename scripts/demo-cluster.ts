// `npm run demo:cluster`: two nodes of one host on this computer, each open in a window of the browser: one conversation, though
// the two share nothing but a Redis. It is one in this process's memory, so nothing is kept and nothing need be installed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import open from 'open'
import { startApp, type App } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { NO_EXTENSION } from '../server/extension.ts'
import { createLogger } from '../server/log.ts'
import { findRenderer } from '../server/renderer-dir.ts'
import { stopRequest } from '../server/stop-request.ts'
import { hasDisplay } from './display.ts'
import { ensureBuilt } from './ensure-built.ts'

const NODES = ['one', 'two'] as const

/** `args`: options of both nodes; see `npm run serve -- --help`. Resolves with the exit code when it was asked to stop. */
export async function run(args: readonly string[]): Promise<number> {
  await ensureBuilt(['renderer'])
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-demo-'))
  try {
    const nodes: App[] = []
    for (const name of NODES) nodes.push(await startNode(join(folder, name), args))
    show(nodes.map(({ http }) => http))
    await stopRequest()
    await Promise.all(nodes.map((node) => node.close()))
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function startNode(dataDir: string, args: readonly string[]): Promise<App> {
  const options = ['--redis', 'mock', '--port', '0', '--data', dataDir, '--log-level', 'warn']
  const invocation = readConfig([...options, ...args], process.env)
  if (invocation.action !== 'serve') throw new Error('The demonstration takes options of a host alone.')
  const { config } = invocation
  const log = createLogger(config.logLevel)
  return startApp(config, { rendererDir: findRenderer(), log, extension: NO_EXTENSION })
}

function show(addresses: readonly string[]): void {
  console.log(`Two nodes, one chat: open ${addresses.join(' and ')} – Ctrl+C stops both.`)
  if (!hasDisplay(process.platform, process.env)) return
  // A browser that does not open is no failure: the line with the addresses is there.
  for (const address of addresses) void open(address).catch(() => null)
}
