// What a client does by itself: it talks, now and then it goes to another node, and some go out of a room and come in again, or
// stay away for a while.
import type { Random } from '../../../support/random.ts'
import type { ChaosClient } from './chaos-client.ts'

/** How often a client does what. Of the things that it does, one in so many is this; null: none is. */
export interface Habits {
  /** Milliseconds between two things, and up to as many more. */
  pause: number
  hop: number | null
  move: number | null
  away: number | null
  /** Once in so many connections its tokens are refreshed, however long they are good for. */
  refresh: number | null
}

/** What is said and has no receipt yet, at most: a person would not go on for ever either. */
const MOST_UNSENT = 6

/**
 * Milliseconds for which somebody stays away, and up to as many more: not long enough for the host to put them out, and too long.
 * The nodes are told that a minute is too long.
 */
const AWAY = { short: 8_000, long: 70_000 } as const

/** Begins; the answer ends it. */
export function keepBusy(client: ChaosClient, random: Random, habits: Habits): () => void {
  let timer: NodeJS.Timeout
  const next = () => {
    timer = setTimeout(
      () => {
        act(client, random, habits)
        next()
      },
      habits.pause + random.below(habits.pause),
    )
  }
  next()
  return () => clearTimeout(timer)
}

function act(client: ChaosClient, random: Random, { hop, move, away }: Habits): void {
  const roomId = random.pick(client.rooms)
  if (away !== null && random.onceIn(away)) stayAway(client, random)
  else if (hop !== null && random.onceIn(hop)) client.hop(random.onceIn(2))
  else if (!client.isIn(roomId)) client.comeIn(roomId)
  else if (move !== null && random.onceIn(move)) client.goOut(roomId)
  else if (client.unsent < MOST_UNSENT) client.say(roomId)
}

function stayAway(client: ChaosClient, random: Random): void {
  const isLong = random.onceIn(2)
  const least = AWAY[isLong ? 'long' : 'short']
  client.stayAway(least + random.below(least), isLong)
}
