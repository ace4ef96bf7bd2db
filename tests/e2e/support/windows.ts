// A suite in Chromium: one browser for it, and windows of people who know nothing of each other, each closed and looked at for
// faults when its test has finished.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'
import { CHROMIUM_FLAGS, CHROMIUM_MISSING, chromiumPath } from '../../support/chromium.ts'
import { blackBox } from './black-box.ts'
import { watchFaults } from './faults.ts'

/** Milliseconds after which a wait for the page has failed, on a machine that is busy with other browsers. Nothing passes by waiting. */
const PATIENCE = 40_000

/** A name under which the host is reached as from another computer: not this one's own, and not a secure context. */
export const GUEST_NAME = 'class.local'

export interface WindowOptions extends BrowserContextOptions {
  /** Faults that belong to the test. */
  expects?: RegExp
}

/** A new person's window: own storage, own language, nothing loaded yet. */
export type OpenWindow = (options?: WindowOptions) => Promise<Page>

/** Declares the suite; skipped where there is no Chromium, except in CI, where that fails. */
export function describeInChromium(name: string, suite: (open: OpenWindow) => void): void {
  const path = chromiumPath()
  if (path === null && process.env['CI'] === 'true') throw new Error(CHROMIUM_MISSING)
  describe.skipIf(path === null)(name, () => suite(windowsOf(launchedForAll(path ?? ''))))
}

function launchedForAll(executablePath: string): () => Browser {
  let browser: Browser
  const args = [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP ${GUEST_NAME} 127.0.0.1`]
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(() => browser.close())
  return () => browser
}

function windowsOf(browser: () => Browser): OpenWindow {
  return async ({ expects, ...options } = {}) => {
    const context = await browser().newContext({ locale: 'ko-KR', timezoneId: 'Asia/Seoul', ...options })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    const faults = watchFaults(page, expects ?? null)
    const story = blackBox(page)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') process.stderr.write(`${await story()}\n`)
      await context.close()
      expect(faults).toEqual([])
    })
    return page
  }
}
