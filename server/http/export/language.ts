// Which language a page is in, of those that there are.
import type { Language } from '../../../protocol/rest.ts'

/**
 * The one of our languages that the header likes best (RFC 9110 §12.5.4); English where it names none. Of two that it
 * likes the same the first stands.
 */
export function languageOf(acceptLanguage = ''): Language {
  const ranges = acceptLanguage.split(',').map(weighed)
  const best = ranges
    .toSorted((one, other) => other.weight - one.weight)
    .find(({ language }) => language !== null)
  return best?.language ?? 'en'
}

function weighed(range: string): { language: Language | null; weight: number } {
  const [, tag = '', quality = '1'] = /^\s*([a-z]+)[a-z0-9-]*\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(range) ?? []
  const weight = Number(quality)
  const language = tag.toLowerCase()
  const ours = weight > 0 && (language === 'ko' || language === 'en')
  return { language: ours ? language : null, weight: ours ? weight : 0 }
}
