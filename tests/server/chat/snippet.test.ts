import { describe, expect, it } from 'vitest'
import { snippetOf } from '../../../server/chat/snippet.ts'
import { wordsOf } from '../../../server/store/folded-text.ts'

/** The snippet with its marks in brackets; null where there is none. */
function shown(message: string, query: string): string | null {
  const found = snippetOf(message, wordsOf(query))
  if (found === null) return null
  let [text, at] = ['', 0]
  for (const [start, end] of found.marks) {
    text += `${found.snippet.slice(at, start)}[${found.snippet.slice(start, end)}]`
    at = end
  }
  return text + found.snippet.slice(at)
}

describe('[SR5] a snippet', () => {
  it.each([
    ['그대화가 좋다', '대화', '그[대화]가 좋다'],
    ['좋은 대화, 좋은 친구', '친구 좋은', '[좋은] 대화, [좋은] [친구]'],
    ['ㅋㅋㅋㅋㅋ', 'ㅋㅋ', '[ㅋㅋㅋㅋㅋ]'],
    ['abcd', 'abc bcd', '[abcd]'],
    ['Große Straße', 'strasse', 'Große [Straße]'],
    ['Große', 's', 'Gro[ß]e'],
    ['İstanbul', 'i', '[İ]stanbul'],
    ['😀 하하 😀', '하하', '😀 [하하] 😀'],
  ])('of %j for %j is %j', (message, query, expected) => {
    expect(shown(message, query)).toBe(expected)
  })

  it('is none where a word is missing', () => {
    expect(shown('그대화가 좋다', '대화 싫다')).toBeNull()
  })

  it('of a long message is the part around the first place, cut with an ellipsis', () => {
    const text = shown(`${'가'.repeat(1_000)}대화${'나'.repeat(1_000)}대화`, '대화')
    expect(text).toBe(`…${'가'.repeat(40)}[대화]${'나'.repeat(118)}…`)
  })

  it('cuts no character in two', () => {
    const family = '👨‍👩‍👧‍👦'
    const text = shown(`${family.repeat(100)}대화${family.repeat(100)}`, '대화') ?? ''
    expect(text.replaceAll(family, '')).toBe('…[대화]…')
  })

  it('marks only what is shown, and the first place whole', () => {
    const long = 'x'.repeat(200)
    expect(shown(`${long} y ${long}`, long)).toBe(`[${long}]…`)
  })
})
