// What a window has been through lately, printed where its test fails: how the page looked, and what went over the wire.
import type { Page } from 'playwright-core'

/** Of the wire, so many of the latest lines. */
const KEPT = 40
const LONGEST_LINE = 160

/** What the page has a name for, in place of what somebody might read: tokens are nobody's business. */
const SECRETS = /(Bearer |"(?:token|refreshToken|password|hostPassword)":")[^"\s]+/g

/** Answers how its story is told. To be called before the page goes anywhere. */
export function blackBox(page: Page): () => Promise<string> {
  const begun = performance.now()
  const lines: string[] = []
  const note = (what: string): void => {
    const seconds = ((performance.now() - begun) / 1_000).toFixed(2)
    lines.push(`${seconds} ${what.replace(SECRETS, '$1…').replace(/\s+/g, ' ').slice(0, LONGEST_LINE)}`)
    if (lines.length > KEPT) lines.shift()
  }
  page.on('request', (request) => note(`> ${request.method()} ${request.url()}`))
  page.on('requestfinished', (request) => note(`< ${request.url()}`))
  page.on('requestfailed', (request) => note(`! ${request.url()} ${request.failure()?.errorText}`))
  page.on('websocket', (socket) => {
    note(`WebSocket ${socket.url()}`)
    socket.on('framesent', ({ payload }) => note(`> ${String(payload)}`))
    socket.on('framereceived', ({ payload }) => note(`< ${String(payload)}`))
    socket.on('close', () => note('WebSocket closed'))
  })
  return async () => {
    const shown = await page
      .locator('body')
      .innerText({ timeout: 5_000 })
      .catch((error: unknown) => `(unreadable: ${String(error)})`)
    return [`The page at ${page.url()} when its test failed:`, shown, ...lines].join('\n')
  }
}
