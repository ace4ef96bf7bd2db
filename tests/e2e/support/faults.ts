// Collects what a page complains about: errors that nobody caught, and error lines of its console, where a breach of the
// Content-Security-Policy and a request that failed are told too.
import type { Page } from 'playwright-core'

/** What a host that is away leaves in the console of the pages that look for it. */
export const HOST_AWAY = /net::ERR_|WebSocket connection to/

/** What a refused request leaves in the console. */
export const REFUSED = /the server responded with a status of 4\d\d/

/** The page's complaints from now on, in order, without those that match `expected`. The list grows. */
export function watchFaults(page: Page, expected: RegExp | null): readonly string[] {
  const faults: string[] = []
  const note = (fault: string): void => {
    if (expected?.test(fault) !== true) faults.push(fault)
  }
  page.on('pageerror', ({ message }) => note(message))
  page.on('console', (line) => {
    if (line.type() === 'error') note(`${line.text()} (${line.location().url})`)
  })
  return faults
}
