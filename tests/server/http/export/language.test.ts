import { expect, it } from 'vitest'
import { languageOf } from '../../../../server/http/export/language.ts'

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['ko', 'ko'],
  ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['en;q=0.5, KO ; q=0.7', 'ko'],
  ['fr, ko;q=0.1', 'ko'],
  ['fr-CH, de', 'en'],
  ['ko;q=0', 'en'],
  ['ko;q=0, *', 'en'],
  ['kok-IN', 'en'],
  ['ko,en', 'ko'],
  [';;;,q=1,ko', 'ko'],
])('of %j it is %s', (header, language) => {
  expect(languageOf(header)).toBe(language)
})
