// The directory in memory and two nodes on one Redis given the same random calls, one after the other: whatever memory answers,
// either node does. A failure prints its seed and the shortest calls that show it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '../../protocol/ids.ts'
import type { Directory } from '../../server/store/directory.ts'
import { MemoryDirectory } from '../../server/store/memory/memory-directory.ts'
import { Keys } from '../../server/store/redis/keys.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisDirectory } from '../../server/store/redis/redis-directory.ts'
import { tidyingAtOnce } from '../support/redis/altered-links.ts'
import { openMockRedis } from '../../server/store/redis/mock-redis.ts'
import { freshPrefix, withRedis, type OpenLink } from '../support/redis/redis-kinds.ts'
import { person, room, seq, user } from './samples.ts'

const rooms = fc.constantFrom('a', 'b', 'a', 'b', 'a-b', 'none').map(room)
const people = fc.constantFrom('u', 'v', 'u-v')
const stay = fc.integer({ min: 0, max: 2 })
const name = fc.constantFrom('하늘', '바다')
const kind = fc.constantFrom('open' as const, 'private' as const)
const change = fc.record(
  {
    name,
    topic: fc.constantFrom('', '날씨'),
    slowMode: stay,
    announcementOnly: fc.boolean(),
    ownerId: people.map(user),
    closedAt: stay,
  },
  { requiredKeys: [] },
)

const place = { room: rooms, who: people }
const step = fc.oneof(
  fc.record({ call: fc.constant('create' as const), room: rooms, kind, createdAt: stay }),
  fc.record({ call: fc.constant('direct' as const), who: people, with: people }),
  { weight: 2, arbitrary: fc.record({ call: fc.constant('change' as const), room: rooms, change }) },
  {
    weight: 10,
    arbitrary: fc.record({
      call: fc.constant('set' as const),
      ...place,
      name,
      membership: fc.record({ present: fc.boolean(), stay }),
      byInvitation: fc.boolean(),
    }),
  },
  fc.record({ call: fc.constantFrom('ban' as const, 'lift' as const), ...place, name }),
  fc.record({ call: fc.constantFrom('invite' as const, 'withdraw' as const), ...place, name, by: people }),
  { weight: 2, arbitrary: fc.record({ call: fc.constant('mark' as const), ...place, seq: stay.map(seq) }) },
  { weight: 3, arbitrary: fc.record({ call: fc.constant('room' as const), ...place }) },
  fc.record({ call: fc.constant('person' as const), who: people }),
  fc.record({
    call: fc.constant('seats' as const),
    after: fc.option(fc.record(place)),
    limit: stay.map((some) => some + 1),
  }),
)
/** Without rooms nothing happens. */
const BEGINNING: Step[] = [
  { call: 'create', room: room('a'), kind: 'open', createdAt: 1 },
  { call: 'create', room: room('b'), kind: 'private', createdAt: 1 },
]
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const sorted = (texts: string[]): string[] => texts.toSorted()

/** `nth`: of the steps. Times that are to be told apart are the steps' own. */
async function take(directory: Directory, step: Step, nth: number): Promise<unknown> {
  switch (step.call) {
    case 'create': {
      const about = { roomId: step.room, name: `방 ${nth}`, kind: step.kind, createdAt: step.createdAt }
      return directory.createRoom({ ...about, createdBy: null })
    }
    case 'direct': {
      const pair = [person(step.who), person(step.with)] as const
      if (step.who === step.with) return null
      return directory.openDirectRoom({ roomId: room(`direct-${nth}`), createdAt: 2 }, pair)
    }
    case 'change':
      return step.room === room('none') ? null : directory.changeRoom(step.room, step.change)
    case 'set':
      return directory.setMembership(
        step.room,
        person(step.who, step.name),
        step.membership,
        step.byInvitation,
      )
    case 'ban':
      return directory.ban(step.room, person(step.who, step.name), nth)
    case 'lift':
      return directory.liftBan(step.room, user(step.who))
    case 'invite':
      return directory.invite(person(step.who, step.name), {
        roomId: step.room,
        by: person(step.by),
        at: nth,
      })
    case 'withdraw':
      return directory.withdrawInvitation(step.room, user(step.who))
    case 'mark':
      return directory.markRead(step.room, user(step.who), step.seq)
    case 'room':
      return everythingOfRoom(directory, step.room, step.who)
    case 'person':
      return everythingOfPerson(directory, step.who)
    case 'seats': {
      const after = step.after === null ? null : { roomId: step.after.room, user: person(step.after.who) }
      return directory.seats(after, step.limit)
    }
  }
}

async function everythingOfRoom(directory: Directory, id: RoomId, who: string) {
  return {
    room: await directory.room(id),
    members: await directory.members(id),
    banned: await directory.banned(id),
    standing: await directory.membership(id, user(who)),
    mark: await directory.readMark(id, user(who)),
    open: await directory.openRooms(),
  }
}

async function everythingOfPerson(directory: Directory, who: string) {
  const anywhere = await directory.memberAnywhere(user(who))
  return {
    stays: await directory.stays(user(who)),
    rooms: sorted(await directory.roomsOf(user(who))),
    bans: sorted(await directory.bannedFrom(user(who))),
    invitations: await directory.invitations(user(who)),
    // Any of their rooms may tell the name.
    anywhere: anywhere?.userId ?? null,
  }
}

/** What it answers, a caller's mistake among it. */
function outcome(directory: Directory, step: Step, nth: number): Promise<unknown> {
  return take(directory, step, nth).catch((error: unknown) => {
    if (error instanceof Error && /^There is /.test(error.message)) return 'a mistake'
    throw error
  })
}

/** A node's directory. `tidied`: nothing is being taken out of its indexes. */
interface Node {
  directory: Directory
  tidied: () => Promise<unknown>
}

async function compare(nodes: readonly Node[], steps: readonly Step[]): Promise<void> {
  const memory = new MemoryDirectory()
  for (const [nth, step] of steps.entries()) {
    const expected = await outcome(memory, step, nth)
    const node = nodes[nth % nodes.length]
    if (node === undefined) continue
    expect(await outcome(node.directory, step, nth)).toEqual(expected)
    await node.tidied()
  }
  for (const { directory } of nodes)
    for (const who of ['u', 'v', 'u-v'])
      expect(await everythingOfPerson(directory, who)).toEqual(await everythingOfPerson(memory, who))
}

function nodeOn(opened: RedisLink, keys: Keys): Node {
  const { link, tidied } = tidyingAtOnce({ ...opened, keys })
  return { directory: new RedisDirectory(link), tidied }
}

function agree(adapter: string, open: OpenLink, numRuns: number): void {
  describe(`Directory in ${adapter} and in memory`, () => {
    let links: RedisLink[] = []
    beforeAll(async () => {
      links = [await open('first'), await open('second')]
    })
    afterAll(() => Promise.all(links.map((link) => link.close())))

    it(
      '[RS1] agree on every sequence of calls, whichever of two nodes is asked',
      { timeout: 60_000 },
      async () => {
        const each = fc.asyncProperty(
          fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
          async (steps) => {
            const keys = new Keys(freshPrefix())
            await compare(
              links.map((link) => nodeOn(link, keys)),
              [...BEGINNING, ...steps],
            )
          },
        )
        await fc.assert(each, { numRuns })
      },
    )
  })
}

withRedis((kind, open) => agree(kind, open, 60))
agree('ioredis-mock', async (prefix) => openMockRedis(prefix), 6)
