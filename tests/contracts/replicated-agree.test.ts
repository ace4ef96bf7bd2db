// Two nodes, each with an index of its own over logs that somebody writes to, edits, deletes from, trims, and that lose their
// ends: whichever node is asked, it finds what a look through all that is there finds. A failure prints its seed.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RoomId } from '../../protocol/ids.ts'
import { fold } from '../../server/store/folded-text.ts'
import type { Place } from '../../server/store/search-index.ts'
import { openReplicatedSearch } from '../../server/store/sqlite/replica/open-replicated-search.ts'
import { MortalLog } from '../support/mortal-log.ts'
import { Random, seedFor } from '../support/random.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { allPages } from './all-pages.ts'
import { deletion, edit } from './room-log-amend.contract.ts'
import { room, talk } from './samples.ts'

const ROOMS = ['a', 'b', 'c'].map(room)
const WORDS = ['사랑방', '대화', '방대', 'talk', '😀', '가'] as const
const STEPS = 400
const PATIENCE = 120_000

/** What a look through everything finds, in the order in which every node has it. */
async function expected(log: MortalLog, word: string, rooms: readonly RoomId[]): Promise<Place[]> {
  const hits: (Place & { sentAt: number })[] = []
  for (const roomId of rooms)
    for (const { type, seq, message, sentAt } of await log.now.read(roomId, {
      before: Infinity as never,
      limit: 1e6,
    }))
      if (type === 'TALK' && fold(message).includes(word)) hits.push({ roomId, seq, sentAt })
  const order = (a: (typeof hits)[number], b: (typeof hits)[number]) =>
    b.sentAt - a.sentAt || (a.roomId === b.roomId ? b.seq - a.seq : a.roomId < b.roomId ? 1 : -1)
  return hits.sort(order).map(({ roomId, seq }) => ({ roomId, seq }))
}

const nameOf = ({ roomId, seq }: Place): string => `${roomId} ${seq}`

async function hitsNow(log: MortalLog, word: string): Promise<Set<string>> {
  return new Set((await expected(log, word, ROOMS)).map(nameOf))
}

function simulation(seed: number) {
  const random = new Random(seed)
  const log = new MortalLog()
  // Answers come in another order than they were asked for.
  log.way = async () => {
    for (let turns = random.below(4); turns > 0; turns -= 1) await new Promise(setImmediate)
  }
  const options = { log, hostId: 'host', tell: () => undefined }
  const reportFailure = (error: unknown) => expect.fail(String(error))
  const nodes = [temporaryFolder(), null].map((folder) =>
    openReplicatedSearch(folder, { ...options, reportFailure }),
  )
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.close()))))
  let nonce = 0
  let time = 1_700_000_000_000
  const text = () => Array.from({ length: 1 + random.below(4) }, () => random.pick(WORDS)).join('')

  async function act(): Promise<void> {
    const at = random.pick(ROOMS)
    const { first, last } = await log.now.head(at)
    const about = Math.max(1, first - 2) + random.below(Math.max(1, last - first + 4))
    nonce += 1
    // Several of one millisecond, and now and then a clock that was set back.
    time += random.pick([0, 0, 1, 5, -3])
    const name = `n${nonce}`
    switch (random.below(8)) {
      case 0:
      case 1:
        return void (await log.append(at, edit(name, about, text()), time))
      case 2:
        return void (await log.append(at, deletion(name, about), time))
      case 3:
        return void (await log.trim(at, { entries: 5 + random.below(20), since: null }, 1 + random.below(9)))
      default:
        return void (await log.append(at, talk(name, { message: text() }), time))
    }
  }

  /** Has all logs lose their ends, now and then. */
  async function lose({ toldSo }: { toldSo: boolean }): Promise<void> {
    await log.loseAfter(log.length - random.below(random.pick([1, 3, 30])), { toldSo })
  }
  return { random, log, nodes, act, lose }
}

describe('[SR2] [SR4] [SR11] [SR12] nodes with an index of their own', () => {
  it('find what is there, after whatever has happened to it', { timeout: PATIENCE }, async () => {
    const { random, log, nodes, act, lose } = simulation(seedFor('replicated search'))
    for (let step = 0; step < STEPS; step += 1) {
      for (let deeds = random.below(6); deeds > 0; deeds -= 1) await act()
      const isSilent = random.onceIn(20)
      if (isSilent || random.onceIn(10)) await lose({ toldSo: !isSilent })
      const word = random.pick(WORDS)
      const rooms = ROOMS.filter(() => !random.onceIn(3))
      const asked = random.onceIn(2) ? nodes : nodes.toReversed()
      const found = await allPages(asked, { word, rooms, limit: 1 + random.below(9) })
      expect(found, `step ${step}`).toEqual(await expected(log, word, rooms))
      // Nothing is written to a log that has lost something before it says so.
      if (isSilent) log.tellSo()
    }
  })

  const WHILE = 'find what was there all the while, and nothing that never was, while it happens'
  it(WHILE, { timeout: PATIENCE }, async () => {
    const { random, log, nodes, act, lose } = simulation(seedFor('replicated search in a rush'))
    for (let step = 0; step < STEPS; step += 1) {
      const word = random.pick(WORDS)
      const asked = [...nodes, ...nodes].slice(random.below(4))
      const request = { words: [word], rooms: ROOMS, cursor: null, limit: 1_000_000 }
      const seen = [await hitsNow(log, word)]
      const finding = Promise.allSettled(asked.map((node) => node.find(request)))
      const isToLose = random.onceIn(10)
      for (let deeds = random.below(12); deeds >= 0; deeds -= 1) {
        await act()
        if (isToLose && random.onceIn(4)) await lose({ toldSo: true })
        seen.push(await hitsNow(log, word))
        await new Promise(setImmediate)
      }
      const ever = new Set(seen.flatMap((hits) => [...hits]))
      const always = [...ever].filter((name) => seen.every((hits) => hits.has(name)))
      for (const outcome of await finding) {
        const found = new Set(outcome.status === 'fulfilled' ? outcome.value.places.map(nameOf) : always)
        const wrong = [...found].filter((name) => !ever.has(name))
        const missing = always.filter((name) => !found.has(name))
        expect({ wrong, missing }, `step ${step}`).toEqual({ wrong: [], missing: [] })
        if (outcome.status === 'rejected')
          expect(isToLose && outcome.reason).toMatchObject({ code: 'UNAVAILABLE' })
      }
    }
  })
})
