import { expect, it } from 'vitest'
import { Recent } from '../../../server/store/recent.ts'

function filled(limit: number, ...keys: string[]): Recent<string, number> {
  const recent = new Recent<string, number>(limit)
  keys.forEach((key, index) => recent.set(key, index))
  return recent
}

it.each(['a', 'b', 'c', 'd'])('remembers as many as its limit, %s among them', (key) => {
  expect(filled(4, 'a', 'b', 'c', 'd').get(key)).toBe('abcd'.indexOf(key))
})

it('remembers no more than its limit', () => {
  const keys = Array.from({ length: 50 }, (_, index) => `${index}`)
  const recent = filled(4, ...keys)
  expect(keys.filter((key) => recent.get(key) !== undefined).length).toBeLessThanOrEqual(4)
})

it('always remembers the latest half of its limit, those that were asked for among them', () => {
  const recent = filled(4, 'a', 'b', 'c')
  recent.get('a')
  recent.set('d', 8)
  expect(['a', 'd'].map((key) => recent.get(key))).toEqual([0, 8])
})

it('has the latest value of a key', () => {
  const recent = filled(4, 'a', 'b', 'c')
  recent.set('a', 7)
  expect(recent.get('a')).toBe(7)
})

it('forgets what it is told to, however old it is', () => {
  const recent = filled(4, 'a', 'b', 'c', 'a')
  recent.forget('a')
  expect(recent.get('a')).toBeUndefined()
  expect(recent.get('b')).toBe(1)
})
