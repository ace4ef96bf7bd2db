import { expect, it } from 'vitest'
import { Recent } from '../../../server/store/recent.ts'

function filled(...keys: string[]): Recent<string, number> {
  const recent = new Recent<string, number>(3)
  keys.forEach((key, index) => recent.set(key, index))
  return recent
}

it('remembers as many as its limit', () => {
  const recent = filled('a', 'b', 'c')
  expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([0, 1, 2, undefined])
})

it('forgets the one that was not used for longest when there is one more', () => {
  const recent = filled('a', 'b', 'c')
  recent.get('a')
  recent.set('b', 7)
  recent.set('d', 8)
  expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([0, 7, undefined, 8])
})

it('forgets what it is told to', () => {
  const recent = filled('a', 'b')
  recent.forget('a')
  expect(recent.get('a')).toBeUndefined()
  expect(recent.get('b')).toBe(1)
})
