// Finds Korean words that no Korean font renders, by the fonts that Chromium really used (DevTools Protocol, CSS domain).
import type { CDPSession, Page } from 'playwright-core'

const HANGUL = /\p{Script=Hangul}/u
const KOREAN_FONT = /Nanum|Pretendard|Noto Sans (CJK )?KR|Malgun|Apple SD|Source Han Sans K/

/** As DOM.getDocument tells of it (DOM domain). */
interface DomNode {
  nodeId: number
  nodeType: number
  nodeValue: string
  children?: DomNode[]
}

/** One sentence a fault. */
export async function fontFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: -1 })
  const faults: string[] = []
  for (const { nodeId, text } of koreanElements(root)) {
    const fonts = await fontsOf(session, nodeId)
    // Nothing is rendered of what is not displayed.
    if (fonts.length > 0 && !fonts.some((font) => KOREAN_FONT.test(font)))
      faults.push(`"${text}" is rendered by ${fonts.join(', ')}`)
  }
  await session.detach()
  return faults
}

function koreanElements(node: DomNode): { nodeId: number; text: string }[] {
  const children = node.children ?? []
  const text = children.map(({ nodeType, nodeValue }) => (nodeType === 3 ? nodeValue : '')).join('')
  const own = HANGUL.test(text) ? [{ nodeId: node.nodeId, text: text.trim().slice(0, 40) }] : []
  return [...own, ...children.flatMap(koreanElements)]
}

/** Of a node that has gone meanwhile nothing is rendered. */
async function fontsOf(session: CDPSession, nodeId: number): Promise<string[]> {
  const answer = await session.send('CSS.getPlatformFontsForNode', { nodeId }).catch(() => null)
  return answer?.fonts.map(({ familyName }) => familyName) ?? []
}
