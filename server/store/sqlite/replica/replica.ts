// One node's index as its thread has it: told where the logs stand it says what it lacks, takes that, and answers what is looked for.
import type { RoomId } from '../../../../protocol/ids.ts'
import type { Lag, RoomHead, Standing, Stretch } from '../../index-replica.ts'
import type { Pace } from '../answer-asked.ts'
import { IndexCare } from '../search/index-care.ts'
import type { LeanPage } from './lean-page.ts'
import { LettingGo } from './letting-go.ts'
import { LogRows, standingOf, type LogRow } from './log-rows.ts'
import { openAnew, openReplicaFile, type OpenReplica } from './replica-file.ts'
import { ReplicaFinder, type FoundPage, type Lookup } from './replica-finder.ts'
import { Taking } from './taking.ts'

export interface ReplicaOptions {
  /** The index's file, or UNNAMED. */
  file: string
  hostId: string
  /** Is told, in a sentence, what whoever runs the node should know. */
  tell: (news: string) => void
  /** Milliseconds. */
  now: () => number
}

type Parts = ReturnType<typeof partsOf>

/** See `IndexReplica`. An index that is found damaged is made anew, once: then it has nothing of any log. */
export class Replica {
  readonly #options: ReplicaOptions
  readonly #care: IndexCare<Parts>

  /** Throws where the file cannot be opened. */
  constructor(options: ReplicaOptions) {
    const { file, hostId, now } = options
    this.#options = options
    this.#care = new IndexCare({
      open: () => this.#attach(openReplicaFile(file, hostId)),
      makeAnew: () => this.#attach(openAnew(file, hostId, 'it is damaged')),
      now,
    })
  }

  compare(heads: readonly RoomHead[], quiet: boolean): Lag[] {
    return this.#care.mending(({ compareAll }) => compareAll(heads, quiet))
  }

  take(pages: readonly LeanPage[]): Standing[] {
    return this.#care.mending(({ taking }) => {
      const { standings, removed } = taking.take(pages)
      if (removed) this.#care.soiled()
      return standings
    })
  }

  keepOnly(stretch: Stretch, rooms: readonly RoomId[]): void {
    this.#care.mending(({ logs }) => {
      const kept = new Set(rooms)
      for (const room of logs.within(stretch)) if (!kept.has(room)) abandon(logs, room)
    })
  }

  /** Null where it has one of the logs only in part, or of another epoch. */
  find(lookup: Lookup, heads: readonly RoomHead[]): FoundPage | null {
    return this.#care.mending(({ logs, finder }) => {
      const rows: LogRow[] = []
      for (const head of heads) {
        const row = logs.find(head.roomId)
        if (row === null ? head.last > 0 : row.epoch !== head.epoch || row.last < head.last) return null
        if (row !== null) rows.push(row)
      }
      return finder.find(lookup, rows)
    })
  }

  /** Does a portion of what there is to do. */
  turn(): Pace {
    return this.#care.mending(({ lettingGo, isSoiled }) => {
      if (!lettingGo.step()) return isSoiled() ? this.#care.clean() : 'idle'
      this.#care.soiled()
      return 'more'
    })
  }

  close(): void {
    this.#care.index.connection.close()
  }

  #attach({ connection, thrownAway }: OpenReplica): Parts {
    if (thrownAway !== null) this.#options.tell(`The search index is thrown away: ${thrownAway}.`)
    return partsOf(connection)
  }
}

function partsOf(connection: OpenReplica['connection']) {
  const logs = new LogRows(connection)
  const soiled = connection.prepare<[], 0 | 1>('SELECT soiled FROM state').pluck()
  const clean = connection.prepare('UPDATE state SET soiled = 0')
  return {
    connection,
    logs,
    compareAll: connection.transaction((heads: readonly RoomHead[], quiet: boolean) =>
      heads.map((head) => compare(logs, head, quiet)).filter((lag) => lag !== null),
    ),
    taking: new Taking(connection, logs),
    finder: new ReplicaFinder(connection),
    lettingGo: new LettingGo(connection),
    isSoiled: () => soiled.get() === 1,
    noteClean: () => void clean.run(),
  }
}

/** Null where the index has what the head tells. Where it has more, either the log has lost something or the head is an old one. */
function compare(logs: LogRows, head: RoomHead, quiet: boolean): Lag | null {
  const row = logs.find(head.roomId)
  if (row === null) return head.last === 0 ? null : { head, standing: standingOf(null) }
  if (row.epoch !== head.epoch || row.last !== head.last || row.first > head.first)
    return { head, standing: standingOf(row) }
  const settled = quiet ? 1 : row.settled
  if (settled !== row.settled || head.first > row.first) logs.keep({ ...row, settled, first: head.first })
  return null
}

function abandon(logs: LogRows, room: RoomId): void {
  const row = logs.find(room)
  if (row !== null) logs.abandon(row)
}
