// Finds what does not fit: bars to scroll sideways, words that are cut off, windows that reach beyond the page.
import type { Page } from 'playwright-core'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** What is read of an element of the page. */
interface Laid {
  tagName: string
  className: unknown
  textContent: string | null
  scrollWidth: number
  clientWidth: number
  getBoundingClientRect(): Box
  matches(selector: string): boolean
  computedStyleMap(): { get(property: string): { toString(): string } | undefined }
}

/** One sentence a fault. */
export async function layoutFaults(page: Page): Promise<string[]> {
  const size = page.viewportSize()
  const edges = { width: size?.width ?? 0, height: size?.height ?? 0 }
  return page.locator('html, html *').evaluateAll((all: Laid[], { width, height }) => {
    const WORDS = 'button, label, legend, summary, h1, h2, h3, p, strong, time, kbd'
    const name = (one: Laid): string =>
      `${one.tagName.toLowerCase()} "${(one.textContent ?? '').trim().slice(0, 40)}"`
    const overflows = (one: Laid): boolean => one.clientWidth > 1 && one.scrollWidth > one.clientWidth
    const scrolls = (one: Laid): boolean =>
      one.matches('html') || /auto|scroll/.test(one.computedStyleMap().get('overflow-x')?.toString() ?? '')
    const isOutside = ({ left, top, right, bottom }: Box): boolean =>
      left < 0 || top < 0 || right > width || bottom > height
    return all.flatMap((one) => {
      if (overflows(one) && scrolls(one)) return [`${name(one)} scrolls sideways`]
      if (overflows(one) && one.matches(WORDS)) return [`${name(one)} is cut off`]
      if (one.matches('dialog[open]') && isOutside(one.getBoundingClientRect()))
        return [`${name(one)} reaches beyond the page`]
      return []
    })
  }, edges)
}
