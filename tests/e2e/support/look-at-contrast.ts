// Finds words that are hard to read: the contrast of each text with what lies behind it (WCAG 2.2, 1.4.3).
import type { Page } from 'playwright-core'

/** Of normal text, at least. */
const ENOUGH = 4.5

/** What is read of an element of the page. */
interface Painted {
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>
  parentElement: Painted | null
  textContent: string | null
  matches(selector: string): boolean
  checkVisibility(options: object): boolean
  computedStyleMap(): { get(property: string): { toString(): string } | undefined }
}

/** A text's colour, and the backgrounds from its own element outwards, as the browser computes them. */
interface Words {
  text: string
  colour: string
  behind: string[]
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** One sentence a fault. Words of what cannot be used now are left out, as the standard does. */
export async function contrastFaults(page: Page): Promise<string[]> {
  const words = await page.locator('body *').evaluateAll(readWords)
  return words.flatMap(({ text, colour, behind }) => {
    const ratio = contrast(parse(colour), behind.map(parse))
    return ratio >= ENOUGH ? [] : [`"${text}" has a contrast of ${ratio.toFixed(2)}`]
  })
}

/** Runs in the page. */
function readWords(all: Painted[]): Words[] {
  const read = (one: Painted, property: string): string =>
    one.computedStyleMap().get(property)?.toString() ?? ''
  const hasWords = (one: Painted): boolean =>
    [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '')
  const isSeen = (one: Painted): boolean =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !one.matches('.for-screen-readers, :disabled, :disabled *')
  const behind = (one: Painted | null): string[] =>
    one === null ? [] : [read(one, 'background-color'), ...behind(one.parentElement)]
  return all
    .filter((one) => hasWords(one) && isSeen(one))
    .map((one) => ({
      text: (one.textContent ?? '').trim().slice(0, 40),
      colour: read(one, 'color'),
      behind: behind(one),
    }))
}

function parse(colour: string): Colour {
  const [red, green, blue, alpha] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  if (!/^rgba?\(/.test(colour) || red === undefined || green === undefined || blue === undefined)
    throw new Error(`This is no colour that can be judged: ${colour}`)
  return [red, green, blue, alpha ?? 1]
}

/** `behind` goes from the nearest background outwards; the page itself is opaque. */
function contrast(colour: Colour, behind: readonly Colour[]): number {
  const ground = behind.reduceRight(over, [255, 255, 255, 1] as Colour)
  const [light, dark] = [luminance(over(ground, colour)), luminance(ground)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function over(below: Colour, above: Colour): Colour {
  const mix = (at: 0 | 1 | 2): number => above[at] * above[3] + below[at] * (1 - above[3])
  return [mix(0), mix(1), mix(2), 1]
}

/** Relative luminance (WCAG 2.2). */
function luminance([red, green, blue]: Colour): number {
  const linear = (channel: number): number =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
