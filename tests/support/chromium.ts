// Finds the Chromium that browser tests drive, and the flags that keep it quiet and offline.
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where Chromium is, or null. The environment's CHROMIUM_PATH goes first. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM_PATH']
  return [...(named === undefined ? [] : [named]), ...PLACES].find((place) => existsSync(place)) ?? null
}

/** Why the browser suites are skipped where there is no Chromium. */
export const CHROMIUM_MISSING =
  'No Chromium here: the desktop and end-to-end suites are skipped. Install it (apt-get install chromium), or name it in CHROMIUM_PATH.'

export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
