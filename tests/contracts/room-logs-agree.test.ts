// Memory and each other adapter given the same random calls: whatever one answers and tells its followers, the other does.
// A failure prints its seed and the shortest calls that show it.
import fc from 'fast-check'
import { describe, it, expect } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import type { RoomLog, Unfollow } from '../../server/store/room-log.ts'
import { freshPrefix, withRedis, type OpenLink } from '../support/redis/redis-kinds.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { logOn } from './redis-logs.ts'
import { follow, room, seq, talk } from './samples.ts'

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

const amendment = fc.record({
  type: fc.constantFrom('EDIT' as const, 'DELETE' as const),
  refersTo: seqs,
  nonce: fc.integer({ min: 1, max: 30 }).map((nth) => `n${nth}`),
  message: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0')),
})

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ call: fc.constant('append' as const), posts }) },
  { weight: 3, arbitrary: fc.record({ call: fc.constant('amend' as const), room: rooms, amendment }) },
  fc.record({
    call: fc.constant('trim' as const),
    room: rooms,
    entries: limit.map((some) => some + 1),
    limit,
  }),
  fc.record({ call: fc.constant('head' as const), room: rooms }),
  fc.record({ call: fc.constant('talksAfter' as const), room: rooms, seq: seqs }),
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
  /** For each room, after how many answers what was heard: rooms have no order among each other. */
  readonly heard: Record<string, unknown[]> = {}
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
      case 'amend': {
        const { nonce, message, ...rest } = step.amendment
        const said = talk(nonce, { message: rest.type === 'EDIT' ? message : '' })
        return log.append(step.room, { ...said, ...rest })
      }
      case 'trim':
        return log.trim(step.room, { entries: step.entries, since: null }, step.limit)
      case 'head':
        return log.head(step.room)
      case 'talksAfter':
        return log.talksAfter(step.room, step.seq)
      case 'read':
        return log.read(step.room, step.page)
      case 'follow':
        return void this.#following.push(await follow(log, step.room, (entry) => this.#hear(entry)))
      case 'unfollow':
        return this.#following.shift()?.()
      case 'reopen':
        this.#following.splice(0).forEach((unfollow) => unfollow())
        this.#log = await this.#reopen(log)
    }
  }

  #hear(entry: Entry): void {
    const heard = (this.heard[entry.roomId] ??= [])
    heard.push(withoutEpochs({ after: this.seen.length, entry }))
  }
}

function withoutEpochs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'epoch' ? undefined : inner)))
}

/** A store for one run: what is open on it, opened anew, and its end. */
interface Store {
  reopen: (log: RoomLog | null) => Promise<RoomLog>
  close: () => Promise<void>
}

function sqliteStore(): Store {
  const folder = temporaryFolder()
  let database = openDatabase(folder, { durability: 'process' })
  const reopen = async (log: RoomLog | null): Promise<RoomLog> => {
    await log?.close()
    if (log !== null) {
      database.close()
      database = openDatabase(folder, { durability: 'process' })
    }
    return new SqliteRoomLog(database, { now: () => 1 })
  }
  return { reopen, close: async () => database.close() }
}

function redisStore(open: OpenLink): Store {
  const prefix = freshPrefix()
  let current: { log: RoomLog; link: RedisLink } | null = null
  const close = async (): Promise<void> => {
    await current?.log.close()
    await current?.link.close()
  }
  const reopen = async (): Promise<RoomLog> => {
    await close()
    const link = await open(prefix)
    current = { link, log: logOn(link) }
    return current.log
  }
  return { reopen, close }
}

async function compare(steps: Step[], store: Store): Promise<void> {
  const memory = new Subject(async (log) => log ?? new MemoryRoomLog({ now: () => 1 }))
  const other = new Subject(store.reopen)
  try {
    for (const step of steps) {
      await memory.take(step)
      await other.take(step)
    }
    expect(other.seen).toEqual(memory.seen)
    expect(other.heard).toEqual(memory.heard)
  } finally {
    await store.close()
  }
}

function agreement(adapter: string, store: () => Store): void {
  describe(`RoomLog in ${adapter} and in memory`, () => {
    it('agree on every sequence of calls', { timeout: 60_000 }, async () => {
      const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) => compare(steps, store()))
      await fc.assert(property, { numRuns: 60 })
    })
  })
}

agreement('SQLite', sqliteStore)
withRedis((kind, open) => agreement(kind, () => redisStore(open)))
