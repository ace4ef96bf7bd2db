// Sessions that went wrong leave nothing behind in the host's memory, however they ended.
import { queryObjects } from 'node:v8'
import { expect, it } from 'vitest'
import { Replay } from '../../server/broker/replay.ts'
import { RoomFeed } from '../../server/broker/room-feed.ts'
import { SignalFeed } from '../../server/broker/signal-feed.ts'
import { AckWindow } from '../../server/session/ack-window.ts'
import { Outbox } from '../../server/session/outbox.ts'
import { Session } from '../../server/session/session.ts'
import { Subscription } from '../../server/session/subscription.ts'
import { Transactions } from '../../server/session/transactions.ts'
import { Decoder } from '../../server/stomp/decoder.ts'
import { appHere } from '../support/app-here.ts'
import { Random, seedFor } from '../support/random.ts'
import { HostWorld, type FuzzedHost } from './sessions/host-world.ts'
import { Player } from './sessions/player.ts'
import { writeRound } from './sessions/round.ts'

const ROUNDS = 30

/** What a session is made of. */
const PARTS = {
  AckWindow,
  Decoder,
  Outbox,
  Replay,
  RoomFeed,
  Session,
  SignalFeed,
  Subscription,
  Transactions,
}

it('[SE15] leaves nothing behind of sessions that went wrong', { timeout: 180_000 }, async () => {
  const app = await appHere()
  const host = { http: app.http, stomp: app.stomp ?? '', reported: [], relays: false }
  const seed = seedFor('leaks')
  for (let round = seed; round < seed + ROUNDS; round += 1) await playAlone(host, round)
  expect(await (await HostWorld.open(host, 'tcp')).complaints()).toEqual([])
  expect(countParts()).toEqual(Object.fromEntries(Object.keys(PARTS).map((part) => [part, 0])))
})

/** The round's clients, without a look at their answers. */
async function playAlone(host: FuzzedHost, seed: number): Promise<void> {
  const random = new Random(seed)
  const world = await HostWorld.open(host, random.pick(['tcp', 'websocket']))
  const players = writeRound(seed, world.rooms).map((script) => new Player(script, world, random))
  await Promise.all(players.map((player) => player.play()))
}

/** How many of each are alive, after V8 has let go of what nobody holds. */
function countParts(): Record<string, number> {
  const alive = Object.entries(PARTS).map(([name, part]) => [name, queryObjects(part, { format: 'count' })])
  return Object.fromEntries(alive) as Record<string, number>
}
