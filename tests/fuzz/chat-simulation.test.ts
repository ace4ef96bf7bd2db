// Many people, random doings, connections that break and readers that stall: what was receipted is in the log once, and
// everybody sees the log as it is.
import { expect, it } from 'vitest'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import { MemoryChat } from '../support/memory-chat.ts'
import { Random, seedFor } from '../support/random.ts'
import { quiet } from '../support/turns.ts'
import { Person } from './person.ts'

const RUNS = 15
const STEPS = 250
/** Turns in which all that was resent is done: it is taken in portions. */
const PORTIONS = 100

async function simulate(seed: number): Promise<void> {
  const random = new Random(seed)
  const chat = new MemoryChat({ limits: { outboxBytes: 100_000, framesInHand: 8 } })
  const rooms = [await chat.createRoom(), await chat.createRoom()]
  const people = Array.from({ length: 6 }, (_, index) => new Person(`p${index}`, chat, rooms))
  const doings: ((person: Person) => void)[] = [
    (person) => person.talk(random.pick(rooms)),
    (person) => person.talk(random.pick(rooms)),
    (person) => Array.from({ length: 20 }, () => person.talk(random.pick(rooms))),
    (person) => person.leave(random.pick(rooms)),
    (person) => person.resend(),
    (person) => person.stall(),
    (person) => person.drain(),
    (person) => random.onceIn(2) && person.reconnect(),
  ]
  for (let step = 0; step < STEPS; step += 1) {
    const person = random.pick(people)
    if (person.gone) person.reconnect()
    random.pick(doings)(person)
    if (random.onceIn(3)) await quiet(1)
    for (const each of people) each.look()
  }
  await settle(chat, people, rooms)
  await check(chat, people, rooms)
}

/** Everybody reads, comes back and resends until nothing is missing. */
async function settle(chat: MemoryChat, people: Person[], rooms: RoomId[]): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    for (const person of people) {
      person.drain()
      if (person.gone) person.reconnect()
      if (round % 10 === 0) person.resend()
    }
    await quiet(PORTIONS)
    for (const person of people) person.look()
    const lasts = await Promise.all(
      rooms.map(async (id) => [id, (await chat.ports.log.head(id)).last] as const),
    )
    const last = new Map(lasts)
    if (people.every((person) => person.done((id) => last.get(id) ?? 0))) return
  }
  throw new Error('Something is still missing.')
}

async function check(chat: MemoryChat, people: Person[], rooms: RoomId[]): Promise<void> {
  const said: string[] = []
  for (const roomId of rooms) {
    const entries = await chat.ports.log.read(roomId, { after: 0 as Seq, limit: 100_000 })
    for (const person of people) expect(person.seen.get(roomId)).toEqual(entries.map(({ seq }) => seq))
    said.push(...entries.filter(({ type }) => type === 'TALK').map(({ nonce }) => nonce))
  }
  expect(new Set(said).size).toBe(said.length)
  expect(new Set(people.flatMap(({ receipted }) => [...receipted]))).toEqual(new Set(said))
  expect(chat.failures).toEqual([])
}

it(
  '[LO1] [LO2] [BR1] what is receipted is kept once, and seen once by everybody, in order',
  { timeout: 60_000 },
  async () => {
    const seed = seedFor('chat simulation')
    for (let turn = 0; turn < RUNS; turn += 1) {
      await simulate(seed + turn).catch((error: unknown) => {
        throw new Error(`The run with SEED=${seed + turn} failed.`, { cause: error })
      })
    }
  },
)
