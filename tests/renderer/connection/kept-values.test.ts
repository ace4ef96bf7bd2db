import { expect, test } from 'vitest'
import { LocalValues } from '../../../renderer/connection/kept-values.ts'

function fakeStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
  }
}

test('keeps values across visits, and forgets them', () => {
  const storage = fakeStorage()
  new LocalValues(() => storage).write('x', { a: [1, '가'] })
  const next = new LocalValues(() => storage)
  expect(next.read('x')).toEqual({ a: [1, '가'] })
  next.forget('x')
  expect(next.read('x')).toBeNull()
  expect(new LocalValues(() => storage).read('x')).toBeNull()
})

test('remembers for the visit where the browser keeps nothing', () => {
  const values = new LocalValues(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  values.write('x', 1)
  expect(values.read('x')).toBe(1)
})

test('sees what another page has kept since', () => {
  const storage = fakeStorage()
  const [one, other] = [new LocalValues(() => storage), new LocalValues(() => storage)]
  one.write('x', 1)
  other.write('x', 2)
  expect(one.read('x')).toBe(2)
})

test('remembers for the visit what a full storage refuses', () => {
  const storage = fakeStorage()
  const values = new LocalValues(() => storage)
  values.write('x', 1)
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  values.write('x', 2)
  expect(values.read('x')).toBe(2)
})

test('takes what it cannot read for nothing', () => {
  const storage = fakeStorage()
  storage.setItem('sarangbang.x', '{broken')
  expect(new LocalValues(() => storage).read('x')).toBeNull()
})
