// Waiting without a clock: everything that is in memory goes on in turns of the event loop.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Lets all that is under way go on until it waits for something outside. */
export async function quiet(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn()
}

/** Resolves in the turn in which `holds` is true; rejects where that does not come about. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 10_000; turn += 1) {
    if (holds()) return
    await nextTurn()
  }
  throw new Error(`It did not come about: ${what}.`)
}
