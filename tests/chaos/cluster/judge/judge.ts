// Judges a run by what its clients wrote down, and by nothing else: every message with a receipt was seen by everybody who
// follows the room, once, in one order, without gaps, and the notices are exact.
import type { ClientLog } from '../log-line.ts'
import type { Fault } from './fault.ts'
import { Meanings } from './meanings.ts'
import { noticesExact } from './notices.ts'
import { Order } from './order.ts'
import { type JudgedLog, logsOf, nothingInvented, onceEach, receiptsKept, sameForAll } from './room-log.ts'
import { Testimony } from './testimony.ts'

/** How much of what happened, for whoever reads the verdict. */
export type Tally = Readonly<Record<string, number>>

export interface Verdict {
  faults: Fault[]
  tally: Tally
}

/**
 * Reads each log twice. `mayLose`: the store may have lost what it had answered. Then what was receipted may be gone, and notices with
 * it; but nobody may be left with what is not there any more, and no seq of an epoch may stand for two entries.
 */
export function judge(clients: readonly ClientLog[], mayLose = false): Verdict {
  const meanings = new Meanings()
  const testimonies = clients.map((log) => new Testimony(log, meanings))
  const logs = logsOf(testimonies)
  const faults = [
    ...testimonies.flatMap((testimony) => testimony.faults),
    ...meanings.faults,
    ...logs.flatMap((log) => [
      ...sameForAll(log, testimonies),
      ...onceEach(log),
      ...nothingInvented(log, testimonies),
    ]),
    ...(mayLose ? [] : promisesBroken(clients, testimonies, logs)),
  ]
  return { faults, tally: tallyOf(testimonies, logs) }
}

/** What only a store that loses nothing can keep. */
function promisesBroken(
  clients: readonly ClientLog[],
  testimonies: readonly Testimony[],
  logs: readonly JudgedLog[],
): Fault[] {
  const order = new Order(logs)
  return [
    ...logs.flatMap((log) => [...receiptsKept(log, testimonies), ...noticesExact(log, testimonies)]),
    ...testimonies.flatMap((testimony, index) => order.faultsOf(clients[index] as ClientLog, testimony)),
  ]
}

function tallyOf(testimonies: readonly Testimony[], logs: readonly JudgedLog[]): Tally {
  const said = testimonies.flatMap((testimony) => [...testimony.said.values()])
  const entries = logs.flatMap((log) => log.entries)
  const sum = (what: keyof Testimony['tally']) =>
    testimonies.reduce((total, { tally }) => total + tally[what], 0)
  return {
    messages: said.length,
    'sent again': sum('sent again'),
    refusals: sum('refusals'),
    receipts: said.filter(({ kept }) => kept !== null).length,
    entries: entries.length,
    notices: entries.filter(({ entry }) => entry.type !== 'TALK').length,
    'put out': entries.filter(({ entry }) => entry.reason !== null).length,
    memberships: testimonies.reduce((total, { asked }) => total + asked.size, 0),
    connections: sum('connections'),
    GAPs: sum('GAPs'),
  }
}
