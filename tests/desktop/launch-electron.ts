// The app on the real Electron, driven by Playwright.
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { ROOT } from '../../scripts/freshness.ts'
import type { Desktop, LaunchOptions } from './desktop-app.ts'

/** What a spec wants to know of the program, noted in its main process. */
interface Noted {
  opened: string[]
  focused: number
}
const noted = globalThis as unknown as { noted: Noted }

export async function launchElectron(
  executablePath: string,
  { folder }: LaunchOptions,
): Promise<Desktop | null> {
  const folders = [`--user-data-dir=${join(folder, 'user')}`, `--data=${join(folder, 'data')}`]
  const app = await _electron
    .launch({ executablePath, args: [ROOT, '--lang=en-US', ...folders, ...sandbox()] })
    .catch(() => null)
  const page = await app?.firstWindow().catch(() => null)
  if (app === null || page === null || page === undefined) return null
  await app.evaluate(takeNotes)
  return {
    page,
    home: 'app://sarangbang/',
    openedOutside: () => app.evaluate(() => noted.noted.opened),
    openForeign: (url) => openForeign(app, url),
    timesFocused: () => app.evaluate(() => noted.noted.focused),
    quit: () => quit(app),
    end: () => void app.process().kill(),
  }
}

/** Root may not use Chromium's sandbox; the containers of hosted CI run as root. */
const sandbox = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

function takeNotes({ app, shell }: typeof Electron.CrossProcessExports): void {
  const notes: Noted = { opened: [], focused: 0 }
  Object.assign(globalThis, { noted: notes })
  shell.openExternal = async (url) => void notes.opened.push(url)
  app.on('second-instance', () => (notes.focused += 1))
}

async function openForeign(app: ElectronApplication, url: string): Promise<Page> {
  const opened = app.waitForEvent('window')
  await app.evaluate(
    async ({ BrowserWindow }, { address, preload }) => {
      const webPreferences = { preload, contextIsolation: true, sandbox: true }
      await new BrowserWindow({ webPreferences }).loadURL(address)
    },
    { address: url, preload: join(ROOT, 'out/preload/preload.cjs') },
  )
  return opened
}

async function quit(app: ElectronApplication): Promise<number> {
  const child = app.process()
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  await app.evaluate(({ app: program }) => program.quit()).catch(() => undefined)
  return exited
}
