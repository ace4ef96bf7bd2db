// Where many logs stand: read without a script, where each has been written in the history of the data that there is now.
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import type { LogHead } from '../room-log.ts'
import type { RedisLink, RunScript } from './link.ts'
import { logKeys } from './log-keys.ts'
import { HISTORY } from './log-scripts.ts'
import { answersTo } from './many-questions.ts'
import { serverOf } from './servers.ts'

export interface LogHeadsParts {
  link: RedisLink
  /** Where one log stands, which begins a new epoch where that is due. */
  head: (room: RoomId) => Promise<LogHead>
}

export class LogHeads {
  readonly #parts: LogHeadsParts
  readonly #history: RunScript

  constructor(parts: LogHeadsParts) {
    this.#parts = parts
    this.#history = parts.link.script('historyOfData', HISTORY)
  }

  /** In the order of the rooms. Two ways to each server for some hundreds of logs, and one more for those that are to begin anew. */
  async of(rooms: readonly RoomId[]): Promise<LogHead[]> {
    const { link, head } = this.#parts
    const keys = rooms.map((room) => logKeys(link.keys, room)[0])
    const stands = await answersTo(
      link,
      keys.map((key) => ['hget', key, 'stands']),
    )
    // Asked last: a log that was written in this history has lost nothing by now.
    const histories = await this.#histories(keys)
    const standing = keys.map((key, nth) =>
      headIn(stands[nth], histories.get(serverOf(link.commands, key)) ?? null),
    )
    return Promise.all(rooms.map(async (room, nth) => standing[nth] ?? head(room)))
  }

  /** Of the data of each server that has one of the keys. */
  async #histories(keys: readonly string[]): Promise<Map<string, unknown>> {
    const { commands } = this.#parts.link
    const byServer = new Map(keys.map((key) => [serverOf(commands, key), key]))
    const histories = await Promise.all([...byServer.values()].map((key) => this.#history([key], [])))
    return new Map([...byServer.keys()].map((server, nth) => [server, histories[nth]]))
  }
}

/** Null where there is no log, or it was last written in another history. */
function headIn(stands: unknown, history: unknown): LogHead | null {
  if (typeof stands !== 'string') return null
  const [epoch, writtenIn, first, last] = stands.split(' ')
  if (writtenIn !== history) return null
  return { epoch: epoch as Epoch, first: Number(first) as Seq, last: Number(last) as Seq }
}
