import { expect, test } from 'vitest'
import { matches } from '../../../renderer/components/matching.ts'

test.each([
  ['점심 메뉴', '', true],
  ['점심 메뉴', '심', true],
  ['점심 메뉴', '메뉴 점심', true],
  ['점심 메뉴', '저녁', false],
  ['Random', 'RAN', true],
  ['사랑방', '사랑방'.normalize('NFD'), true],
])('%j is found by %j: %j', (name, search, found) => {
  expect(matches(name, search)).toBe(found)
})
