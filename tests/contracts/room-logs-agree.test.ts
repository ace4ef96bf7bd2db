// Memory and SQLite given the same random calls: whatever one answers and tells its followers, the other does.
// A failure prints its seed and the shortest calls that show it.
import fc from 'fast-check'
import { describe, it, expect } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import type { RoomLog, Unfollow } from '../../server/store/room-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { room, seq, talk } from './samples.ts'

const rooms = fc.constantFrom(room('a'), room('b'), room('c'))
const seqs = fc.integer({ min: 0, max: 30 }).map(seq)
const limit = fc.integer({ min: 0, max: 8 })

// Few senders and nonces, so that repeats are frequent; at once, so that they fall into one batch.
const posts = fc.array(
  fc.record({
    room: rooms,
    by: fc.constantFrom('haneul', 'bora'),
    nonce: fc.integer({ min: 1, max: 30 }).map((nth) => `n${nth}`),
    message: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0')),
  }),
  { minLength: 1, maxLength: 12 },
)

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ call: fc.constant('append' as const), posts }) },
  fc.record({ call: fc.constant('head' as const), room: rooms }),
  fc.record({ call: fc.constant('read' as const), room: rooms, page: fc.record({ after: seqs, limit }) }),
  fc.record({ call: fc.constant('read' as const), room: rooms, page: fc.record({ before: seqs, limit }) }),
  fc.record({ call: fc.constant('read' as const), room: rooms, page: fc.record({ around: seqs, limit }) }),
  fc.record({ call: fc.constant('follow' as const), room: rooms }),
  fc.record({ call: fc.constant('unfollow' as const) }),
  fc.record({ call: fc.constant('reopen' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** One log, what it has answered, and what its followers have heard, epochs left out: those are random. */
class Subject {
  readonly seen: unknown[] = []
  readonly #reopen: (log: RoomLog | null) => Promise<RoomLog>
  readonly #following: Unfollow[] = []
  #log: RoomLog | null = null

  constructor(reopen: (log: RoomLog | null) => Promise<RoomLog>) {
    this.#reopen = reopen
  }

  async take(step: Step): Promise<void> {
    this.#log ??= await this.#reopen(null)
    const answer = await this.#call(this.#log, step)
    this.seen.push(withoutEpochs({ call: step.call, answer }))
  }

  async #call(log: RoomLog, step: Step): Promise<unknown> {
    switch (step.call) {
      case 'append':
        return Promise.all(step.posts.map(({ room, nonce, ...said }) => log.append(room, talk(nonce, said))))
      case 'head':
        return log.head(step.room)
      case 'read':
        return log.read(step.room, step.page)
      case 'follow':
        return void this.#following.push(await log.follow(step.room, (entry) => this.#hear(entry)))
      case 'unfollow':
        return this.#following.shift()?.()
      case 'reopen':
        this.#following.splice(0).forEach((unfollow) => unfollow())
        this.#log = await this.#reopen(log)
    }
  }

  #hear(entry: Entry): void {
    this.seen.push(withoutEpochs({ heard: entry }))
  }
}

function withoutEpochs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'epoch' ? undefined : inner)))
}

function sqliteSubject(folder: string) {
  let database = openDatabase(folder, { durability: 'process' })
  const subject = new Subject(async (log) => {
    await log?.close()
    if (log !== null) {
      database.close()
      database = openDatabase(folder, { durability: 'process' })
    }
    return new SqliteRoomLog(database, { now: () => 1 })
  })
  return { subject, close: () => database.close() }
}

async function compare(steps: Step[]): Promise<void> {
  const memory = new Subject(async (log) => log ?? new MemoryRoomLog({ now: () => 1 }))
  const sqlite = sqliteSubject(temporaryFolder())
  try {
    for (const step of steps) {
      await memory.take(step)
      await sqlite.subject.take(step)
    }
    expect(sqlite.subject.seen).toEqual(memory.seen)
  } finally {
    sqlite.close()
  }
}

describe('RoomLog in SQLite and in memory', () => {
  it('agree on every sequence of calls', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), compare), { numRuns: 60 })
  })
})
