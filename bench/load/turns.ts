// Turns of the event loop, taken one after another, as a rule without sleeping: the client has a CPU of its own, and a server
// that has to wake its peer up pays for it.
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** What a turn was: with something to do, without, or the last. */
type Turn = 'busy' | 'idle' | 'done'

/** Milliseconds that a turn without anything to do is followed by, where the client rests. */
const REST = 1

/** Takes turns until one is `done`. Returns the share of the time that belonged to turns with something to do. */
export async function everyTurn(turn: (now: number) => Turn, rests = false): Promise<{ busy: number }> {
  const start = performance.now()
  let busy = 0
  let before = start
  for (;;) {
    const now = performance.now()
    const kind = turn(now)
    if (kind === 'busy') busy += now - before
    if (kind === 'done') return { busy: busy / (now - start) }
    before = now
    if (rests && kind === 'idle') await sleep(REST)
    else await nextTurn()
  }
}
