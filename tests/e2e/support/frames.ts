// Waits for the page to be drawn.
import type { Page } from 'playwright-core'

/** Rows are measured in one frame and stand in the next, which may bring further ones. */
const FRAMES = 6

/** Resolves when what has changed so far has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const wait = (frames) => (frames === 0 ? resolve() : requestAnimationFrame(() => wait(frames - 1)))
    wait(${FRAMES})
  })`)
}
