// Keeps a host's Redis to one move: no node lives there, and no other move is under way. A lease, so that it goes with its process.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CopyError } from '../copy-error.ts'
import type { RedisLink, RunScript } from './link.ts'

/** Milliseconds that the hold lasts; it is renewed three times meanwhile. */
const LASTS = 6_000

/** Milliseconds more than Redis says that a hold lasts: a timer may be early, and Redis's clock another. */
const MARGIN = 200

/**
 * Takes the hold, or renews it. KEYS: the nodes' leases, the hold. ARGV: who, for how long. Answers 0 where they have it; -1 where a
 * node lives; otherwise for how long, in ms, somebody else has it.
 */
const HOLD = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
if redis.call('ZCOUNT', KEYS[1], '(' .. now, '+inf') > 0 then return -1 end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then return math.max(redis.call('PTTL', KEYS[2]), 1) end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return 0`

/** KEYS: the hold. ARGV: who. */
const LET_GO = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`

const NODES_LIVE = -1

export class MovingHold {
  readonly #link: RedisLink
  readonly #place: string
  readonly #scripts: { hold: RunScript; letGo: RunScript }
  readonly #lasts: number
  readonly #id = randomUUID()
  #timer: NodeJS.Timeout | null = null

  /** `place`: in words. */
  constructor(link: RedisLink, place: string, lasts = LASTS) {
    this.#lasts = lasts
    this.#link = link
    this.#place = place
    this.#scripts = { hold: link.script('holdHouse', HOLD), letGo: link.script('letGoOfHouse', LET_GO) }
  }

  /** Rejects with a CopyError where a node lives, or another move is under way; one that was killed is waited for. */
  async take(): Promise<void> {
    const taken = await this.#hold()
    if (taken > 0) {
      await pause(taken + MARGIN)
      if ((await this.#hold()) > 0) throw new CopyError(`Another move is under way at ${this.#place}.`)
    }
    this.#timer = setInterval(() => void this.#hold().catch(() => {}), this.#lasts / 3).unref()
  }

  /** Rejects with a CopyError where a node or another move has come. */
  async confirm(): Promise<void> {
    if ((await this.#hold()) > 0) throw new CopyError(`Another move is under way at ${this.#place}.`)
  }

  async letGo(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#scripts.letGo([this.key], [this.#id])
  }

  /** See `HOLD`. Rejects where a node lives. */
  async #hold(): Promise<number> {
    const keys = [this.#link.keys.host('nodes', 'leases'), this.key]
    const answer = Number(await this.#scripts.hold(keys, [this.#id, this.#lasts]))
    if (answer === NODES_LIVE)
      throw new CopyError(`A host runs on ${this.#place}: stop all of its nodes first.`)
    return answer
  }

  /** What it is written down as. */
  get key(): string {
    return this.#link.keys.host('nodes', 'move')
  }
}
