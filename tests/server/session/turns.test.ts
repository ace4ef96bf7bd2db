// One piece of work a turn of the event loop.
import { expect, it } from 'vitest'
import { Turns } from '../../../server/session/turns.ts'
import { quiet } from '../../support/turns.ts'

it('[SE32] gives the first turn at once, and then one in each turn of the event loop, in order', async () => {
  const turns = new Turns()
  const taken: string[] = []
  for (const name of ['a', 'b', 'c']) turns.take(() => taken.push(name))
  expect(taken).toEqual(['a'])
  await quiet(1)
  expect(taken).toEqual(['a', 'b'])
  turns.take(() => taken.push('d'))
  await quiet(3)
  expect(taken).toEqual(['a', 'b', 'c', 'd'])
  turns.take(() => taken.push('e'))
  expect(taken.at(-1)).toBe('e')
})
