// `kill -9` at random moments under a stream of posts: what was receipted is kept, once, in one order that everybody saw.
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Entry } from '../../protocol/entry.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { inTime } from '../support/inbox.ts'
import { Random, seedFor } from '../support/random.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import { SteadyPoster } from './steady-poster.ts'

const ROUNDS = 20
const NAMES = ['ga', 'na', 'da', 'ra']
/** A round ends after at least one receipt and at most so many. */
const MOST_RECEIPTS = 600
/** Milliseconds. */
const MOST_DELAY = 12

/** Calls back after a number of receipts, whoever they are for. */
class ReceiptCount {
  #left = 0
  #onDone: () => void = () => {}

  after(count: number): Promise<void> {
    this.#left = count
    return new Promise((resolve) => (this.#onDone = resolve))
  }

  readonly one = (): void => {
    this.#left -= 1
    if (this.#left === 0) this.#onDone()
  }
}

it(`[guarantees 1-3] survives kill -9 ${ROUNDS} times: receipts given = entries kept`, async () => {
  const began = performance.now()
  const random = new Random(seedFor('kill -9'))
  const receipts = new ReceiptCount()
  const host = await startHost('--log-level', 'warn')
  const owner = await comeAsGuest(host.http, '주인')
  const { roomId } = await owner.createRoom('불난 집')
  const posters = await Promise.all(
    NAMES.map(async (name) => {
      const rest = await comeAsGuest(host.http, name)
      return new SteadyPoster(name, rest, roomId, receipts.one)
    }),
  )

  const breaks: Breaks = { sentAgain: 0, keptAlready: 0 }
  for (let round = 1; round <= ROUNDS; round += 1) {
    const moment = receipts.after(1 + random.below(MOST_RECEIPTS))
    await Promise.all(posters.map((poster) => poster.start(host.ws)))
    await inTime(moment, 'The moment to kill')
    // Receipts come when the host is idle; a little later it is at work again.
    await delay(random.below(MOST_DELAY))
    await killUnder(posters, host)
    count(breaks, await owner.at(host.http).history(roomId), posters)
  }
  await Promise.all(posters.map((poster) => poster.start(host.ws)))
  await inTime(Promise.all(posters.map((poster) => poster.finish())), 'The last receipts')

  const history = await owner.at(host.http).history(roomId)
  await Promise.all(posters.map((poster) => poster.readUpTo(history.length)))
  assertKept(history, posters)
  process.stdout.write(`${report(history, posters, breaks, performance.now() - began)}\n`)
})

async function killUnder(posters: SteadyPoster[], host: HostProcess): Promise<void> {
  const broken = Promise.all(posters.map((poster) => poster.broken()))
  await host.kill()
  await inTime(broken, 'The end of the connections')
  await host.start()
}

/** Over all rounds: messages without a receipt when the host was killed, and how many of them it had kept all the same. */
interface Breaks {
  sentAgain: number
  keptAlready: number
}

/** Looks at the log as the killed host left it, before anything is sent again. */
function count(breaks: Breaks, history: Entry[], posters: SteadyPoster[]): void {
  const kept = new Set(history.map(({ nonce }) => nonce))
  for (const { receipted, awaiting } of posters) {
    expect(receipted.filter((nonce) => !kept.has(nonce))).toEqual([])
    breaks.sentAgain += awaiting.length
    breaks.keptAlready += awaiting.filter((nonce) => kept.has(nonce)).length
  }
}

function assertKept(history: Entry[], posters: SteadyPoster[]): void {
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1))
  expect(new Set(history.map(({ epoch }) => epoch)).size).toBe(1)
  const notices = history.filter(({ type }) => type !== 'TALK')
  expect(notices.map(({ type }) => type)).toEqual(NAMES.map(() => 'ENTER'))
  for (const poster of posters) {
    const own = history.filter(({ senderId, type }) => type === 'TALK' && senderId === idOf(poster))
    expect(own.map(({ nonce }) => nonce).sort()).toEqual([...poster.receipted].sort())
    expect(poster.receipted).toHaveLength(poster.posted)
    expect(poster.entries).toEqual(history)
    expect(poster.read.filter(({ type }) => type === 'GAP')).toEqual([])
  }
}

function idOf({ rest }: SteadyPoster): string {
  return rest.signedIn.user.userId
}

function report(history: Entry[], posters: SteadyPoster[], breaks: Breaks, ms: number): string {
  const talks = history.filter(({ type }) => type === 'TALK').length
  const sum = (count: (poster: SteadyPoster) => number) =>
    posters.reduce((total, poster) => total + count(poster), 0)
  return [
    `kill -9: ${ROUNDS} rounds in ${(ms / 1000).toFixed(1)} s`,
    `${sum(({ posted }) => posted)} messages`,
    `${sum(({ receipted }) => receipted.length)} receipts`,
    `${talks} kept`,
    `${breaks.sentAgain} sent again, of which ${breaks.keptAlready} were kept already`,
    `${history.length} entries, seq 1 to ${history.at(-1)?.seq}`,
  ].join(', ')
}
