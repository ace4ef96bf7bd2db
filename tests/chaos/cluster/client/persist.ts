// Asks again where a refusal says that the same may go well later.
import { ERRORS } from '../../../../protocol/errors.ts'
import type { LogEvent } from '../log-line.ts'
import type { Answer } from './line.ts'

/** Calls `attempt` until it is done, or refused for good: then that is the answer. Rejects as `attempt` does. */
export type Persist = (attempt: () => Promise<Answer>) => Promise<Answer>

/** Each refusal is written down. `pause`: until it is tried again, so many milliseconds at least. */
export function persisting(
  write: (event: LogEvent) => void,
  pause: (atLeast: number) => Promise<void>,
): Persist {
  return async (attempt) => {
    for (;;) {
      const refused = await attempt()
      if (refused === null) return null
      const { code, destination, nonce, retryAfter = 0 } = refused
      write({ event: 'refused', code, destination, nonce })
      if (!ERRORS[code].retry) return refused
      await pause(retryAfter)
    }
  }
}
