import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { FewAtOnce } from '../../../server/auth/few-at-once.ts'
import { quiet } from '../../support/turns.ts'

/** Pieces of work that begin when they may and end when they are told to, by number. */
function pieces(few: FewAtOnce) {
  const begun: number[] = []
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const outcomes = new Map<number, string>()
  const give = (piece: number): void => {
    const work = () =>
      new Promise<void>((resolve, reject) => {
        begun.push(piece)
        ends.set(piece, { resolve, reject })
      })
    few.do(work).then(
      () => outcomes.set(piece, 'done'),
      (error: unknown) => outcomes.set(piece, error instanceof Refusal ? error.code : String(error)),
    )
  }
  return { begun, outcomes, give, end: (piece: number) => ends.get(piece) }
}

describe('work of which a few are done at once', () => {
  it('[AU5] waits for its turn, in order, also when a piece before it fails', async () => {
    const { begun, outcomes, give, end } = pieces(new FewAtOnce({ atOnce: 2, inHand: 10 }))
    for (const piece of [1, 2, 3, 4, 5]) give(piece)
    await quiet()
    expect(begun).toEqual([1, 2])
    end(2)?.resolve()
    await quiet()
    expect(begun).toEqual([1, 2, 3])
    end(1)?.reject(new Error('broken'))
    await quiet()
    expect(begun).toEqual([1, 2, 3, 4])
    expect([...outcomes]).toEqual([
      [2, 'done'],
      [1, 'Error: broken'],
    ])
  })

  it('[AU5] is taken up to LIMITS.passwordsInHand; one more is refused, and there is room again when one is done', async () => {
    const few = new FewAtOnce({ atOnce: 2, inHand: LIMITS.passwordsInHand })
    const { begun, outcomes, give, end } = pieces(few)
    for (let piece = 1; piece <= LIMITS.passwordsInHand; piece += 1) give(piece)
    await quiet()
    expect(outcomes.size).toBe(0)
    give(1_001)
    await quiet()
    expect([...outcomes]).toEqual([[1_001, 'TOO_FAST']])
    end(1)?.resolve()
    await quiet()
    give(1_002)
    await quiet()
    expect([...outcomes.keys()]).toEqual([1_001, 1])
    expect(begun).toEqual([1, 2, 3])
  })
})
