// What every memory of last talks must do: let one of those who ask at once talk, and say to the others how long to wait.
import { describe, expect, it } from 'vitest'
import type { LastTalks } from '../../server/store/last-talks.ts'
import { room, span, user } from './samples.ts'

/** Of its own for the running test; what it is given is told it alone. */
export type OpenLastTalks = () => Promise<LastTalks>

const [A, B] = [user('a'), user('b')]
const PAUSE = 5_000
const START = Date.UTC(2025, 0, 1)

export function lastTalksContract(adapter: string, open: OpenLastTalks): void {
  describe(`LastTalks in ${adapter}`, () => {
    async function opened() {
      const talks = await open()
      const take = (at: number, nonce: string, who = A, where = 'r', pause = PAUSE) =>
        talks.take(room(where), who, { at: START + at, nonce }, pause)
      return { take }
    }

    it('has somebody wait for so long after their last, to the millisecond', async () => {
      const { take } = await opened()
      expect(await take(0, '1')).toBe(0)
      expect(await take(1, '2')).toBe(4_999)
      expect(await take(4_999, '2')).toBe(1)
      expect(await take(5_000, '2')).toBe(0)
      expect(await take(5_001, '3')).toBe(4_999)
    })

    it('has nobody wait for others, nor for other rooms', async () => {
      const { take } = await opened()
      expect(await take(0, '1')).toBe(0)
      expect(await take(0, '1', B)).toBe(0)
      expect(await take(0, '2', A, 'another')).toBe(0)
    })

    it('takes the last again at any time, and that is no later talk', async () => {
      const { take } = await opened()
      await take(0, '1')
      expect(await take(4_000, '1')).toBe(0)
      expect(await take(5_000, '2')).toBe(0)
      expect(await take(5_001, '1')).toBe(4_999)
    })

    it('counts nothing that had to wait', async () => {
      const { take } = await opened()
      await take(0, '1')
      expect(await take(4_000, '2')).toBe(1_000)
      expect(await take(5_000, '3')).toBe(0)
    })

    it('goes by the pause that there is now', async () => {
      const { take } = await opened()
      await take(0, '1')
      expect(await take(10_000, '2', A, 'r', 60_000)).toBe(50_000)
      expect(await take(10_000, '2', A, 'r', 1_000)).toBe(0)
    })

    it('takes one of those that are asked for at once', async () => {
      const { take } = await opened()
      const waits = await Promise.all(span(1, 20).map((nth) => take(0, `n${nth}`)))
      expect(waits.filter((wait) => wait === 0)).toHaveLength(1)
      expect(waits.filter((wait) => wait === PAUSE)).toHaveLength(19)
    })
  })
}
