import { expect, test } from 'vitest'
import { takeLinkedPassword } from '../../../renderer/connection/linked-password.ts'

function window(hash: string) {
  const shown: string[] = []
  const history = { state: null, replaceState: (_state: unknown, _: string, url: string) => shown.push(url) }
  const bar = { location: { hash, pathname: '/rooms/a', search: '?x=1' }, history }
  return { bar, shown }
}

test('a password is taken out of the address, and the rest stays', () => {
  const { bar, shown } = window('#password=12%2034')
  expect(takeLinkedPassword(bar)).toBe('12 34')
  expect(shown).toEqual(['/rooms/a?x=1'])
})

test('an address without one is left alone', () => {
  const { bar, shown } = window('#elsewhere')
  expect(takeLinkedPassword(bar)).toBeNull()
  expect(shown).toEqual([])
})
