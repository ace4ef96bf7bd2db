// `kill -9` at random moments under a stream of transactions: of each everything is kept or nothing, and all of those that
// have the receipt of their COMMIT.
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { APP, inRoom } from '../../protocol/destinations.ts'
import type { Entry } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { frameText } from '../support/frame-text.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { Random, seedFor } from '../support/random.ts'
import { openTcp, type RawTcp } from '../support/raw-tcp.ts'
import { comeAsGuest } from '../support/rest-calls.ts'

const ROUNDS = 10
/** Connections that commit at the same time, what each sends in one round, and messages in each: several commits' worth. */
const CONNECTIONS = 4
const TRANSACTIONS = 4
const MESSAGES = 250
/** Milliseconds. */
const MOST_DELAY = 150

function transaction(roomId: RoomId, id: string): string {
  const messages = Array.from({ length: MESSAGES }, (_, index) =>
    frameText(
      'SEND',
      { destination: inRoom(APP.talk, roomId), transaction: id },
      JSON.stringify({ message: `말 ${index}`, nonce: `${id}.${index}` }),
    ),
  )
  return [
    frameText('BEGIN', { transaction: id }),
    ...messages,
    frameText('COMMIT', { transaction: id, receipt: id }),
  ].join('')
}

async function connected(host: HostProcess, token: string, roomId: RoomId): Promise<RawTcp> {
  const tcp = await openTcp(host.stomp)
  tcp.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'h', Authorization: `Bearer ${token}` }))
  tcp.send(frameText('SEND', { destination: inRoom(APP.enter, roomId), receipt: 'entered' }))
  await tcp.frames.take(2)
  return tcp
}

/** How many messages of each transaction were kept. */
function keptOf(history: readonly Entry[]): Map<string, number> {
  const kept = new Map<string, number>()
  for (const { type, nonce } of history) {
    const [id = ''] = nonce.split('.')
    if (type === 'TALK') kept.set(id, (kept.get(id) ?? 0) + 1)
  }
  return kept
}

it(`[SE26] [LO5] transactions survive kill -9 ${ROUNDS} times whole, or not at all`, async () => {
  const random = new Random(seedFor('kill -9 under transactions'))
  const host = await startHost('--stomp-port', '0', '--log-level', 'warn')
  const owner = await comeAsGuest(host.http, '주인')
  const { roomId } = await owner.createRoom('거래소')
  const receipted = new Set<string>()
  let sent = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const crowd = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => connected(host, owner.token, roomId)),
    )
    for (const tcp of crowd)
      for (let count = 0; count < TRANSACTIONS; count += 1) tcp.send(transaction(roomId, `t${(sent += 1)}`))
    await delay(random.below(MOST_DELAY))
    await host.kill()
    await Promise.all(crowd.map((tcp) => tcp.closed()))
    for (const { headers } of crowd.flatMap(({ frames }) => frames.all))
      receipted.add(headers['receipt-id'] ?? '')
    await host.start()
  }
  const history = await owner.at(host.http).history(roomId)
  const kept = keptOf(history)
  expect([...new Set(kept.values())]).toEqual([MESSAGES])
  expect([...receipted].filter((id) => id.startsWith('t') && !kept.has(id))).toEqual([])
  process.stdout.write(
    `kill -9: ${sent} transactions of ${MESSAGES}, ${kept.size} kept whole, ${sent - kept.size} not at all\n`,
  )
})
