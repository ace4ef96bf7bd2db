// The chat in memory as a world to be fuzzed: without a network, with a clock that is moved and a store that answers when it likes.
import type { Entry } from '../../../protocol/entry.ts'
import { Refusal, type ErrorCode } from '../../../protocol/errors.ts'
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { toNickname } from '../../../protocol/text.ts'
import { OPEN_TOPICS } from '../../../server/routes/open-topics.ts'
import { ROUTES } from '../../../server/routes/routes.ts'
import { Session } from '../../../server/session/session.ts'
import type { Wire, WireEvents } from '../../../server/session/wire.ts'
import { follow } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { endless, MemoryChat, START } from '../../support/memory-chat.ts'
import { Random } from '../../support/random.ts'
import { quiet } from '../../support/turns.ts'
import { failTalks } from './outages.ts'
import { PausablePair } from './pausable-pair.ts'
import type { Connection, Listener, World } from './world.ts'

const ROOMS = ['room-1', 'room-2'] as RoomId[]
const CALLS = ['append', 'read', 'head', 'follow'] as const
/** After so many turns nothing comes any more. */
const PATIENCE = 3_000

export class MemoryWorld implements World {
  readonly rooms = ROOMS
  readonly failsToKeep: boolean
  readonly relays: boolean
  readonly #chat: MemoryChat
  readonly #random: Random
  readonly #log = new Map<RoomId, Entry[]>(ROOMS.map((room) => [room, []]))
  #people = 0
  /** How many feeds follow the log. */
  #followers = 0

  private constructor(random: Random) {
    this.#random = random
    const limits = {
      framesInHand: random.pick([4, 16, LIMITS.framesInHand]),
      outboxBytes: random.pick([20_000, 200_000, LIMITS.outboxBytes]),
    }
    this.relays = random.onceIn(2)
    this.failsToKeep = random.onceIn(3)
    const routes = this.relays ? [...ROUTES, ...OPEN_TOPICS] : ROUTES
    this.#chat = new MemoryChat({ limits, routes, authenticate: (headers) => this.#authenticate(headers) })
  }

  /** The same seed gives the same world. */
  static async open(seed: number): Promise<MemoryWorld> {
    const world = new MemoryWorld(new Random(seed))
    const { directory, log } = world.#chat.ports
    for (const roomId of ROOMS) {
      await directory.createRoom({
        roomId,
        name: '방',
        kind: 'open',
        createdAt: START,
        createdBy: 'host' as UserId,
      })
      await follow(log, roomId, (entry) => world.#log.get(roomId)?.push(entry))
    }
    world.#countFollowers()
    if (world.failsToKeep) failTalks(world.#chat.log, world.#random, (name) => name === 'bystander')
    for (const call of CALLS) if (world.#random.onceIn(2)) world.#chat.log.hold(call)
    return world
  }

  get mishaps(): ErrorCode[] {
    return this.failsToKeep ? ['SLOW_READER', 'UNAVAILABLE'] : ['SLOW_READER']
  }

  async open(listener: Listener): Promise<Connection> {
    const wire = new PausablePair()
    wire.connect(
      (server) => this.#openSession(server, listener),
      (bytes) => listener.hear(bytes),
    )
    return {
      textOnly: false,
      send: (bytes) => wire.send(bytes),
      stall: () => wire.stall(),
      drain: () => wire.drain(),
      halfClose: () => {
        wire.endInput()
        return true
      },
      close: () => wire.close(),
      cut: () => wire.close(),
    }
  }

  async breathe(random: Random): Promise<void> {
    for (let turns = random.below(4); turns > 0; turns -= 1) {
      this.#letGo()
      await quiet(1)
    }
  }

  async until(holds: () => boolean): Promise<boolean> {
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      if (holds()) return true
      this.#letGo()
      await quiet(1)
    }
    return false
  }

  pass(milliseconds: number): Promise<void> {
    return this.#chat.advance(milliseconds)
  }

  async log(room: RoomId): Promise<readonly Entry[]> {
    return this.#log.get(room) ?? []
  }

  async complaints(): Promise<readonly string[]> {
    const closed = await this.until(() => this.#chat.sessions.size === 0)
    await this.until(() => CALLS.every((call) => this.#chat.log.held[call].length === 0))
    // What had arrived of those who are gone is still done.
    await quiet(20)
    const failures = this.#chat.failures.filter((failure) => !this.#isOurs(failure)).map(String)
    const open = closed ? [] : [`${this.#chat.sessions.size} sessions are still open`]
    const following = this.#followers === 0 ? [] : [`${this.#followers} feeds still follow the log`]
    return [...failures, ...open, ...following]
  }

  #countFollowers(): void {
    const { log } = this.#chat
    const { follow } = log
    log.follow = async (room, follower) => {
      const unfollow = await follow(room, follower)
      this.#followers += 1
      return () => {
        this.#followers -= 1
        unfollow()
      }
    }
  }

  #openSession(wire: Wire, listener: Listener): WireEvents {
    const { sessions, context } = this.#chat
    const session = new Session(wire, context, (closed) => sessions.delete(closed))
    sessions.add(session)
    const closed = (): void => {
      session.closed()
      listener.closed()
    }
    return {
      receive: (bytes) => session.receive(bytes),
      ended: () => session.ended(),
      closed,
    }
  }

  async #authenticate(headers: ReadonlyMap<string, string>) {
    await quiet(this.#random.below(3))
    const name = toNickname(headers.get('nickname') ?? '')
    if (!name.ok) throw new Refusal('BAD_NAME')
    this.#people += 1
    return endless({ userId: `p${this.#people}` as UserId, name: name.text })
  }

  /** Whether it is one of those that were made here. */
  #isOurs(failure: unknown): boolean {
    return this.failsToKeep && failure instanceof Refusal && failure.code === 'UNAVAILABLE'
  }

  /** Some of the store's answers come; a page that is read may not. */
  #letGo(): void {
    for (const call of CALLS) {
      const held = this.#chat.log.held[call]
      for (let count = this.#random.below(4); count > 0 && held.length > 0; count -= 1) {
        const [chosen] = held.splice(this.#random.below(held.length), 1)
        if (call === 'read' && this.failsToKeep && this.#random.onceIn(20)) chosen?.fail(outage())
        else chosen?.go()
      }
    }
  }
}
