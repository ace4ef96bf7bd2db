// The app on the stand-in: the real bundles in a Node process whose windows are pages of Chromium.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { ROOT } from '../../scripts/freshness.ts'
import { SITE } from '../support/electron-stand-in/addresses.ts'
import type { Desktop, LaunchOptions } from './desktop-app.ts'

const REGISTER = new URL('../support/electron-stand-in/register.ts', import.meta.url).href

/** What the stand-in tells. */
type Told = { event: 'external'; url: string } | { event: 'shown' | 'focused' }

export async function launchStandIn({ folder }: LaunchOptions): Promise<Desktop | null> {
  const user = join(folder, 'user')
  const child = start(user, join(folder, 'data'))
  const told: Told[] = []
  child.on('message', (message) => told.push(message as Told))
  const exited = once(child, 'exit').then(([code]) => Number(code))
  const started = await Promise.race([once(child, 'message').then(() => 'shown'), exited])
  if (started !== 'shown') return null
  const browser = await connect(join(user, 'chromium'))
  const [context] = browser.contexts()
  const page = context?.pages().find((each) => each.url().startsWith(SITE))
  if (context === undefined || page === undefined) throw new Error('The window has no page.')
  return {
    page,
    home: `${SITE}/`,
    openedOutside: async () => told.flatMap((each) => (each.event === 'external' ? [each.url] : [])),
    openForeign: async (url) => {
      const foreign = await context.newPage()
      await foreign.goto(url)
      return foreign
    },
    timesFocused: async () => told.filter(({ event }) => event === 'focused').length,
    quit: async () => {
      child.send('quit')
      return exited
    },
    end: () => void child.kill(),
  }
}

function start(user: string, data: string): ChildProcess {
  return fork(join(ROOT, 'out/main/main.js'), [`--data=${data}`], {
    execArgv: ['--import', REGISTER],
    env: { ...process.env, STAND_IN_USER_DATA: user },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

async function connect(folder: string): Promise<Browser> {
  const [port] = (await readFile(join(folder, 'DevToolsActivePort'), 'utf8')).split('\n')
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`)
}
