// Finds the web addresses in what somebody wrote, so that they can be opened. Everything else stays text.

export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const WEB_ADDRESS = /https?:\/\/[^\s<>"'「」『』()]+/gi
const SENTENCE_END = /[.,;:!?…\])}]+$/u

/** The parts in order; together they are the text. Only http and https become links. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(WEB_ADDRESS)) {
    const address = match[0].replace(SENTENCE_END, '')
    if (!URL.canParse(address)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: address, href: new URL(address).href })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}
