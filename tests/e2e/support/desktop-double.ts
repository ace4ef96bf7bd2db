// The desktop app's side of the page, without the app: a script that puts `window.sarangbang` into a page of the browser, so
// that what only the app's window shows can be looked at here. The app itself is tested in tests/desktop/.
import type { Page } from 'playwright-core'
import { DEFAULT_SETTINGS, type HostState, type Settings } from '../../../protocol/desktop.ts'

export interface DesktopDouble {
  /** What the host on this computer is doing at first. */
  host: HostState
  /** What it does once it has been asked to start. */
  started: HostState
  settings?: Partial<Settings>
}

/** The pages that are loaded in this window from now on believe that they are the app's. */
export async function pretendDesktop(page: Page, { host, started, settings }: DesktopDouble): Promise<void> {
  const memory = JSON.stringify({ host, settings: { ...DEFAULT_SETTINGS, ...settings } })
  await page.addInitScript(`{
    const memory = ${memory}
    const answers = {
      'host:state': () => memory.host,
      'host:start': () => (memory.host = ${JSON.stringify(started)}),
      'host:stop': () => (memory.host = { state: 'stopped' }),
      'settings:read': () => memory.settings,
      'settings:change': (change) => Object.assign(memory.settings, change),
    }
    window.sarangbang = { call: async (channel, argument) => answers[channel](argument), on: () => () => {} }
  }`)
}
