// One room's log as a node follows it: whatever comes when and is lost on the way, its followers hear all of it once, in order.
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import type { Epoch, Seq } from '../../../../protocol/ids.ts'
import { FollowedLog } from '../../../../server/store/redis/followed-log.ts'
import { seq, span, talk } from '../../../contracts/samples.ts'
import { outage } from '../../../support/held-log.ts'
import { Random, seedFor } from '../../../support/random.ts'
import { quiet, until } from '../../../support/turns.ts'

/** A log in a store out there, and what a follower of it hears: seqs, and gaps as `1-6`. */
class Watched {
  readonly story: (number | string)[] = []
  readonly entries: Entry[] = []
  epoch = 'one' as Epoch
  reads = 0
  /** Whether the store answers. */
  isUp = true
  readonly log = new FollowedLog({
    head: () => this.#answer(() => ({ epoch: this.epoch, first: seq(1), last: this.last })),
    readAfter: (after) => this.#answer(() => this.entries.filter(({ seq: at }) => at > after).slice(0, 3)),
    onEntry: (entry) => this.story.push(entry.seq),
    onGap: ({ from, to }) => this.story.push(`${from}-${to}`),
  })

  get last(): Seq {
    return seq(this.entries.at(-1)?.seq ?? 0)
  }

  /** Keeps one more. */
  add(): Entry {
    const place = { roomId: 'a', seq: this.last + 1, epoch: this.epoch, sentAt: 1 }
    const entry = { ...talk(`n${this.last + 1}`), ...place } as Entry
    this.entries.push(entry)
    return entry
  }

  /** The node hears of it. */
  hear(...entries: Entry[]): void {
    const newest = entries.at(-1)
    if (newest !== undefined) this.log.take(newest.epoch, newest.seq, () => entries)
  }

  /** The store loses all but so many, and is another one from then on. */
  lose(left: number, epoch: string): void {
    this.entries.length = left
    this.epoch = epoch as Epoch
    for (const entry of this.entries) entry.epoch = this.epoch
  }

  async #answer<Answer>(look: () => Answer): Promise<Answer> {
    this.reads += 1
    await quiet(1)
    if (!this.isUp) throw outage()
    return look()
  }
}

/** A log of so many entries that is followed from there on. */
async function following(count: number): Promise<Watched> {
  const watched = new Watched()
  for (const _ of span(1, count)) watched.add()
  await watched.log.begin()
  return watched
}

describe('a log that is followed', () => {
  it('[RD4] calls back what comes in order at once, and asks the store for nothing', async () => {
    const watched = await following(2)
    const { reads } = watched
    watched.hear(watched.add())
    watched.hear(watched.add(), watched.add())
    expect([watched.story, watched.reads]).toEqual([[3, 4, 5], reads])
  })

  it('[RD4] calls back nothing twice, by whichever way it comes', async () => {
    const watched = await following(0)
    const [one, two] = [watched.add(), watched.add()]
    for (const entries of [[one], [one, two], [two], [one, two]]) watched.hear(...entries)
    await quiet()
    expect(watched.story).toEqual([1, 2])
  })

  it('[RD4] waits for what is on its way in the same turn, and does not read it', async () => {
    const watched = await following(0)
    const { reads } = watched
    const [one, two, three] = [watched.add(), watched.add(), watched.add()]
    watched.hear(three)
    watched.hear(two)
    watched.hear(one)
    await quiet()
    expect([watched.story, watched.reads]).toEqual([[1, 2, 3], reads])
  })

  it('[RD4] reads what does not come, before it goes on', async () => {
    const watched = await following(1)
    for (const _ of span(1, 8)) watched.add()
    watched.hear(watched.add())
    expect(watched.story).toEqual([])
    await quiet(20)
    expect(watched.story).toEqual(span(2, 10))
  })

  it('[RD4] reads what is too large to be told', async () => {
    const watched = await following(0)
    const { epoch, seq: last } = watched.add()
    watched.log.take(epoch, last, () => [])
    await quiet()
    expect(watched.story).toEqual([1])
  })

  it('[RD4] is told nothing of before it began, also what came while it began', async () => {
    const watched = new Watched()
    const before = watched.add()
    const begun = watched.log.begin()
    watched.hear(before)
    watched.hear(watched.add())
    await begun
    await quiet()
    watched.hear(watched.add())
    expect(watched.story).toEqual([3])
  })

  it('[RD4] looks where it stands when messages may have been lost', async () => {
    const watched = await following(1)
    for (const _ of span(1, 5)) watched.add()
    watched.log.doubt()
    await quiet(20)
    expect(watched.story).toEqual(span(2, 6))
  })

  it('[RD5] answers who waits for an entry when it was called back', async () => {
    const watched = await following(0)
    watched.add()
    const two = watched.add()
    const reached = watched.log.reached(two.epoch, two.seq).then(() => watched.story.push('reached'))
    watched.hear(two)
    await reached
    expect(watched.story).toEqual([1, 2, 'reached'])
  })

  it('[RD5] refuses who waits where the store does not answer, and goes on when it does', async () => {
    const watched = await following(0)
    watched.isUp = false
    watched.add()
    const two = watched.add()
    watched.hear(two)
    await expect(watched.log.reached(two.epoch, two.seq)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    watched.isUp = true
    await until(() => watched.story.length > 0, 'the next try')
    expect(watched.story).toEqual([1, 2])
  })

  it('[RD4] cannot begin where the store does not answer, and can when it does', async () => {
    const watched = new Watched()
    watched.isUp = false
    await expect(watched.log.begin()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    watched.isUp = true
    await watched.log.begin()
    watched.hear(watched.add())
    expect(watched.story).toEqual([1])
  })

  it('[RD5] lets nobody wait for a log that nobody follows any more', async () => {
    const watched = await following(0)
    const waiting = watched.log.reached(watched.epoch, seq(9))
    watched.log.close()
    await waiting
    watched.hear(watched.add())
    expect(watched.story).toEqual([])
  })
})

describe('a log whose store has lost entries', () => {
  it('[RD7] tells a gap up to where it stands now, and goes on from there', async () => {
    const watched = await following(5)
    watched.lose(3, 'two')
    watched.log.doubt()
    await quiet()
    watched.hear(watched.add())
    expect(watched.story).toEqual(['1-3', 4])
  })

  it('[RD7] is found out by the next entry, which is called back after the gap', async () => {
    const watched = await following(5)
    watched.lose(3, 'two')
    watched.hear(watched.add())
    await quiet()
    expect(watched.story).toEqual(['1-3', 4])
  })

  it('[RD7] tells a gap that names no entry where nothing is left', async () => {
    const watched = await following(5)
    watched.lose(0, 'two')
    watched.log.doubt()
    await quiet()
    watched.hear(watched.add())
    expect(watched.story).toEqual(['0-0', 1])
  })

  it('[RD7] does not fall back into the old epoch by what comes late', async () => {
    const watched = await following(3)
    const late = { ...watched.add() }
    watched.lose(3, 'two')
    watched.log.doubt()
    await quiet()
    watched.hear(late)
    await quiet()
    watched.hear(watched.add())
    await quiet()
    expect(watched.story).toEqual(['1-3', 4])
  })

  it('[RD7] answers who waits for an entry of the old epoch', async () => {
    const watched = await following(0)
    const lost = { ...watched.add() }
    watched.lose(0, 'two')
    watched.log.doubt()
    await watched.log.reached(lost.epoch, lost.seq)
    expect(watched.story).toEqual(['0-0'])
  })

  it('[RD6] tells as a gap what was removed before it could be read', async () => {
    const watched = await following(1)
    for (const _ of span(2, 6)) watched.add()
    watched.entries.splice(0, 4)
    watched.log.doubt()
    await quiet(20)
    expect(watched.story).toEqual(['2-4', 5, 6])
  })
})

/** One run: entries are kept, heard late, early, twice or not at all, and the store fails and loses some of them. */
async function run(random: Random): Promise<void> {
  const begun = random.below(3)
  const watched = await following(begun)
  const onTheirWay: Entry[] = []
  let lives = 0
  const actions = [
    () => onTheirWay.push({ ...watched.add() }),
    () => onTheirWay.push({ ...watched.add() }),
    () => watched.hear(...onTheirWay.splice(random.below(onTheirWay.length + 1), 1)),
    () => watched.hear(...onTheirWay.slice(0, 1)),
    () => onTheirWay.splice(0, random.below(2)),
    () => watched.log.doubt(),
    () => (watched.isUp = random.onceIn(2)),
    () => random.onceIn(4) && watched.lose(random.below(watched.last + 1), `life ${(lives += 1)}`),
  ]
  for (let step = 0; step < 60; step += 1) {
    random.pick(actions)()
    if (random.onceIn(2)) await quiet(1)
  }
  watched.isUp = true
  watched.log.doubt()
  await until(() => endOf(watched.story, begun) === watched.last, 'the end of the log')
  await quiet(20)
  expect(endOf(watched.story, begun)).toBe(watched.last)
}

/** How far a story goes that begins after a seq, and in which from there on, and from each gap on, seqs follow each other. */
function endOf(story: Watched['story'], begun: number): number {
  let last = begun
  for (const each of story) {
    if (typeof each === 'number') expect(each).toBe(last + 1)
    last = typeof each === 'number' ? each : Number(each.split('-')[1])
  }
  return last
}

it(
  '[RD4] follows a log without repeats and holes in every order of events',
  { timeout: 60_000 },
  async () => {
    const seed = seedFor('followed logs')
    for (let turn = 0; turn < 300; turn += 1) {
      await run(new Random(seed + turn)).catch((error: unknown) => {
        throw new Error(`The run with SEED=${seed + turn} failed.`, { cause: error })
      })
    }
  },
)
