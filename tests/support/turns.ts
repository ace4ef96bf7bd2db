// Waiting without a clock: everything that is in memory goes on in turns of the event loop.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Lets all that is under way go on until it waits for something outside. */
export async function quiet(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn()
}

/** Milliseconds after which a wait has failed, on a machine that is busy with other things too. Nothing passes by waiting. */
const PATIENCE = 60_000

/** Resolves in the turn in which `holds` is true; rejects where that does not come about. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const begun = performance.now()
  while (!holds()) {
    if (performance.now() - begun > PATIENCE) throw new Error(`It did not come about: ${what}.`)
    await nextTurn()
  }
}
