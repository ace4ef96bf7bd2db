// A page of an older system in a real Chromium, at the host's own address as its users had it: with sockjs-client 1.5 and the
// first STOMP library for browsers.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { CHROMIUM_FLAGS, CHROMIUM_MISSING, chromiumPath } from '../../support/chromium.ts'
import type { HostProcess } from '../../support/host-process.ts'

const { resolve } = createRequire(import.meta.url)
const FILES = {
  'sockjs.js': resolve('sockjs-client-1.5/dist/sockjs.min.js'),
  'stomp.js': resolve('stompjs/lib/stomp.min.js'),
}

/** Whether there is a Chromium; where there is none the suites that need it are skipped. */
export const HAS_CHROMIUM = chromiumPath() !== null
if (!HAS_CHROMIUM && process.env['CI'] === 'true') throw new Error(CHROMIUM_MISSING)

/** A Chromium for all tests of the block. The answer opens a page of `pages/` in it, with storage of its own. */
export function seedPages(host: () => HostProcess): (name: string) => Promise<Page> {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: CHROMIUM_FLAGS })
  })
  afterAll(() => browser.close())

  return async (name) => {
    const context = await browser.newContext({ permissions: ['local-network-access'] })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const at = `${host().http}/seed/${name}`
    await page.route(at, (route) => route.fulfill({ path: join(import.meta.dirname, 'pages', name) }))
    for (const [file, path] of Object.entries(FILES))
      await page.route(`${host().http}/lib/${file}`, (route) => route.fulfill({ path }))
    await page.goto(at)
    return page
  }
}

/** The first so many that the page has received, when it has; `received` is the page's own. */
export async function received(page: Page, count: number): Promise<unknown[]> {
  await page.waitForFunction(`received.length >= ${count}`)
  return page.evaluate('received')
}

/** Calls a function of the page's own. */
export function call<Answer>(page: Page, name: string, ...args: unknown[]): Promise<Answer> {
  return page.evaluate(`${name}(${args.map((argument) => JSON.stringify(argument)).join(', ')})`)
}
