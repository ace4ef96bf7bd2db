// The one Chromium behind all windows of a stand-in, with its folder, so that what pages keep survives a restart.
import { chromium, type BrowserContext } from 'playwright-core'
import { CHROMIUM_FLAGS, chromiumPath, CHROMIUM_MISSING } from '../chromium.ts'
import { SITE } from './addresses.ts'

/** Starts Chromium in `folder`. Its DevTools port, by which a test drives the pages, stands in the folder's DevToolsActivePort. */
export async function startChromium(folder: string): Promise<BrowserContext> {
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Error(CHROMIUM_MISSING)
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: [...CHROMIUM_FLAGS, '--remote-debugging-port=0'],
    headless: true,
    locale: 'en-US',
  })
  // What the program's own permission handlers allow in Electron.
  await context.grantPermissions(['local-network-access', 'notifications'], { origin: SITE })
  return context
}
