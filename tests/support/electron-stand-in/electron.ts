// A stand-in for Electron where its binary cannot be had: of its interface, what main/ uses, over Chromium and Node.
import { fork } from 'node:child_process'
import { app } from './app.ts'
import { fromChromium, SITE } from './addresses.ts'

export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc.ts'

export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false }

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1280, height: 800 } }],
}

export const dialog = {
  showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}: ${content}\n`),
}

export const Menu = {
  buildFromTemplate: (template: unknown[]) => template,
  setApplicationMenu: (_menu: unknown[]) => undefined,
}

export const shell = {
  openExternal: async (url: string) => void process.send?.({ event: 'external', url }),
}

interface Scheme {
  scheme: string
  privileges: { standard?: boolean; secure?: boolean }
}

/** Chromium treats the site that stands for app:// as `standard` and `secure`, so nothing else may be asked for. */
export const protocol = {
  registerSchemesAsPrivileged([{ scheme, privileges } = { scheme: '', privileges: {} }]: Scheme[]): void {
    if (scheme !== 'app' || privileges.standard !== true || privileges.secure !== true)
      throw new Error('Only app:, standard and secure.')
  },
}

export const session = {
  defaultSession: {
    protocol: { handle: (_scheme: string, handler: Handler) => void serve(handler) },
    setPermissionRequestHandler: (_handler: unknown) => undefined,
    setPermissionCheckHandler: (_handler: unknown) => undefined,
    setDevicePermissionHandler: (_handler: unknown) => undefined,
    flushStorageData: () => undefined,
  },
}

type Handler = (request: Request) => Promise<Response>

async function serve(handler: Handler): Promise<void> {
  await app.context.route(`${SITE}/**`, async (route) => {
    const { url, method } = { url: route.request().url(), method: route.request().method() }
    const answer = await handler(new Request(fromChromium(url), { method }))
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
}

/** The page's origin is another here than in Electron, so the host is told of it. */
export const utilityProcess = {
  fork(program: string, args: string[], { env }: { env: NodeJS.ProcessEnv }) {
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
    const child = fork(program, [...args, '--origin', SITE], { env, execArgv: [], stdio: [...stdio] })
    return Object.assign(child, { postMessage: (message: string) => child.send(message) })
  },
}
