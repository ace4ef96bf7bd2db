// Work that can wait, a little in each turn of the event loop.
import { expect, it } from 'vitest'
import { SHARE, Turns } from '../../../server/session/turns.ts'
import { quiet } from '../../support/turns.ts'

/** Pieces that each take so many milliseconds of a clock that nothing else moves; the answer begins one of a name. */
function piecesOf(milliseconds: number) {
  let now = 0
  const turns = new Turns(() => now)
  const begun: string[] = []
  const run = (name: string): Promise<void> =>
    turns.run(async () => {
      begun.push(name)
      await Promise.resolve()
      now += milliseconds
    })
  return { begun, run }
}

it('[SE32] gives the first turn at once, and then one in each turn of the event loop, where a piece takes a whole share', async () => {
  const { begun, run } = piecesOf(SHARE)
  for (const name of ['a', 'b', 'c']) void run(name)
  expect(begun).toEqual(['a'])
  await quiet(1)
  expect(begun).toEqual(['a', 'b'])
  void run('d')
  await quiet(3)
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  void run('e')
  expect(begun.at(-1)).toBe('e')
})

it('[SE32] gives as many as fit into a share in one turn of the event loop, in order and one at a time', async () => {
  const { begun, run } = piecesOf(SHARE / 4)
  const done = ['a', 'b', 'c', 'd', 'e', 'f'].map(run)
  expect(begun).toEqual(['a'])
  await done[3]
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  await Promise.all(done)
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

it('[SE32] goes on in the next turn of the event loop beside a piece that waits for something', async () => {
  const turns = new Turns(() => 0)
  const slow = Promise.withResolvers<void>()
  const done: string[] = []
  const first = turns.run(() => slow.promise).then(() => done.push('slow'))
  await turns.run(() => Promise.resolve())
  done.push('quick')
  slow.resolve()
  await first
  expect(done).toEqual(['quick', 'slow'])
})
