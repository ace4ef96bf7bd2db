// What every clock of those who are missing must do: count from look to look, never too much.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import type { AwayClock } from '../../server/store/away-clock.ts'
import { PATIENT } from '../support/patience.ts'
import { user } from './samples.ts'

/** Of its own for the running test, by a clock that goes as the test's does. */
export type OpenAwayClock = () => Promise<AwayClock>

const [A, B] = [user('a'), user('b')]
const LONG = 600_000

export function awayClockContract(adapter: string, open: OpenAwayClock): void {
  describe(`AwayClock in ${adapter}`, () => {
    it('counts from the first look that finds somebody missing', async () => {
      const clock = await open()
      const begun = Date.now()
      expect(await clock.missing(A, LONG)).toBe(0)
      await vi.waitFor(async () => expect(await clock.missing(A, LONG)).toBeGreaterThanOrEqual(50), {
        timeout: 20_000,
      })
      expect(await clock.missing(A, LONG)).toBeLessThanOrEqual(Date.now() - begun + 1)
      expect(await clock.missing(B, LONG)).toBe(0)
    })

    it('begins anew for whoever was here', async () => {
      const clock = await open()
      await clock.missing(A, LONG)
      await vi.waitFor(async () => expect(await clock.missing(A, LONG)).toBeGreaterThan(0), {
        timeout: 20_000,
      })
      await clock.here(A)
      await clock.here(B)
      expect(await clock.missing(A, LONG)).toBe(0)
    })

    it('begins anew where nobody has looked for too long', async () => {
      const clock = await open()
      await clock.missing(A, LONG)
      const patient = vi.waitFor(async () => expect(await clock.missing(A, 200)).toBeGreaterThan(0), {
        ...PATIENT,
        interval: 5,
      })
      await patient
      // That so much time goes by without a look is what is tried here.
      await sleep(400)
      expect(await clock.missing(A, 200)).toBe(0)
    })
  })
}
