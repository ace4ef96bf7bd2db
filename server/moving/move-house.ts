// Moves a whole host from one place to another, so that at any moment at most one of them can be hosted at, whatever interrupts it.
import { randomUUID } from 'node:crypto'
import { CopyError } from '../store/copy-error.ts'
import type { CopyWatch } from '../store/copy-watch.ts'
import type { Arriving, Carried, NewHouse, OldHouse } from '../store/moving.ts'
import { carry } from './carry.ts'
import { compare } from './compare.ts'

/** The two places. `now`: ms since 1970. */
export interface Move {
  from: OldHouse
  to: NewHouse
  now: () => number
}

/**
 * Resolves when all is at the new place, as it was at the old one, which nobody hosts at any more. A move that was interrupted goes
 * on. Rejects with a CopyError; then neither place is hosted at until the move is done, or nothing of it was begun.
 */
export async function moveHouse(move: Move, watch: CopyWatch): Promise<Carried> {
  const { move: id, carried: before } = await begin(move)
  const carried = before ?? (await carryAll(move, watch))
  await end(move, id, carried)
  return carried
}

/** Both places are marked, the old one first. */
async function begin({ from, to }: Move): Promise<Arriving> {
  const { leaving } = from
  const { arriving } = to
  const isSame = leaving !== null && arriving?.move === leaving.move
  if (leaving?.done === true && !(isSame && arriving.carried !== null))
    throw new CopyError(`The host in ${from.place} has moved to ${leaving.to} already.`)
  if (arriving !== null && isSame) return arriving
  if (arriving !== null)
    throw new CopyError(`What another move has left is at ${to.place}: empty it, and run migrate again.`)
  const begun: Arriving = { move: randomUUID(), carried: null }
  await from.mark({ move: begun.move, to: to.place, done: false })
  await to.mark(begun)
  return begun
}

async function carryAll({ from, to, now }: Move, watch: CopyWatch): Promise<Carried> {
  const { reader, writer } = to.rooms()
  await carry({ from: from.reader, to: writer, watch, now })
  return compare({ old: from.reader, new: reader, watch, now })
}

/** From the first mark on all of it is certain, so that it can be done again from there. */
async function end({ from, to }: Move, id: string, carried: Carried): Promise<void> {
  await Promise.all([from.confirm(), to.confirm()])
  await to.mark({ move: id, carried })
  await from.endEpochs()
  await from.mark({ move: id, to: to.place, done: true })
  await to.finish()
}
