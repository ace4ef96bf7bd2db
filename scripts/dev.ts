// `npm run dev`: the interface with hot reload; Electron's main process, or without Electron the host, restarted on change.
import { createServer as createDesktop, resolveConfig } from 'electron-vite'
import { createServer, mergeConfig, type InlineConfig } from 'vite'
import { runChild } from './child.ts'
import { hasDisplay } from './display.ts'
import { installedElectron } from './electron-binary.ts'
import { freePort } from './host-in-browser.ts'
import { join } from 'node:path'
import { ROOT } from './freshness.ts'

export async function run(args: readonly string[]): Promise<number> {
  if (installedElectron() !== null && hasDisplay(process.platform, process.env)) {
    await createDesktop({ build: { watch: {} } }, {})
    return 0
  }
  return inBrowser(args)
}

/** Vite's server in front of a host that Node restarts when a file of it changes. */
async function inBrowser(args: readonly string[]): Promise<number> {
  const port = await freePort()
  const host = `http://127.0.0.1:${port}`
  const { config } = await resolveConfig({}, 'serve', 'development')
  // The host sees its own address and origin: what stands in front of it here is ours.
  const there = { target: host, changeOrigin: true, headers: { origin: host } }
  const proxy = { '/api': there, '/ws': { ...there, ws: true } }
  const inFront: InlineConfig = { server: { host: '127.0.0.1', proxy } }
  const vite = await createServer(mergeConfig(config?.renderer ?? {}, inFront))
  await vite.listen()
  vite.printUrls()
  const data = join(ROOT, 'out/dev-data')
  const restarting = ['--watch', join(ROOT, 'server/main.ts')]
  const { code } = await runChild([
    process.execPath,
    ...restarting,
    '--port',
    String(port),
    '--data',
    data,
    ...args,
  ])
  await vite.close()
  return code
}
