// Turns from a page to another window, and back. The browser of the tests takes every page for the one that has the keyboard.
import type { Page } from 'playwright-core'

export async function lookAway(page: Page): Promise<void> {
  await page.evaluate(`{
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  }`)
}

export async function lookBack(page: Page): Promise<void> {
  await page.evaluate(`{
    delete document.hasFocus
    window.dispatchEvent(new Event('focus'))
  }`)
}
