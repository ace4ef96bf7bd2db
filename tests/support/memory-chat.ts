// A chat server in memory, without a network and with a clock that tests move: sessions, routes, broker and use cases
// as they are, over the memory stores.
import { randomUUID } from 'node:crypto'
import { Refusal } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { createPeople } from '../../server/auth/people.ts'
import { Broker } from '../../server/broker/broker.ts'
import type { ChatPorts } from '../../server/chat/ports.ts'
import { MovedMarks } from '../../server/chat/moved-marks.ts'
import { OwnRooms } from '../../server/chat/own-rooms.ts'
import { readableRoom } from '../../server/chat/policy.ts'
import { appear, vanish } from '../../server/chat/presence.ts'
import { createRouter } from '../../server/routes/create-router.ts'
import type { Route } from '../../server/routes/route.ts'
import { ROUTES } from '../../server/routes/routes.ts'
import { Access } from '../../server/session/access.ts'
import { createCommandRates, type CommandRateLimits } from '../../server/session/command-rate.ts'
import type { SessionContext, SessionLimits } from '../../server/session/context.ts'
import type { Admitted, Arrival } from '../../server/session/pass.ts'
import { Session } from '../../server/session/session.ts'
import { Turns } from '../../server/session/turns.ts'
import { MemoryDirectory } from '../../server/store/memory/memory-directory.ts'
import { MemoryRoomLog } from '../../server/store/memory/memory-room-log.ts'
import { MemorySearchIndex } from '../../server/store/memory/memory-search-index.ts'
import { MemoryLastTalks } from '../../server/store/memory/memory-last-talks.ts'
import { MemorySignals } from '../../server/store/memory/memory-signals.ts'
import { AlarmClock } from './alarm-clock.ts'
import { HeldLog } from './held-log.ts'
import { MemoryClient } from './memory-client.ts'
import { quiet } from './turns.ts'

export const START = Date.UTC(2025, 0, 1)
/** Milliseconds between two looks of the server's clock. */
export const LOOK = 250

export interface MemoryChatOptions {
  limits?: Partial<SessionLimits>
  authenticate?: SessionContext['authenticate']
  present?: SessionContext['present']
  /** Of the destinations; those of the contract where they are left out. */
  routes?: readonly Route[]
  /** Rates, which hold for nobody where they are left out. */
  rates?: CommandRateLimits
}

export class MemoryChat {
  now = START
  /** Of what is to be done later; `advance` moves it. */
  readonly alarms = new AlarmClock()
  readonly log: HeldLog
  readonly ports: ChatPorts
  readonly context: SessionContext
  /** What was reported as not the client's doing. */
  readonly failures: unknown[] = []
  readonly sessions = new Set<Session>()

  constructor({
    limits,
    authenticate = byNickname,
    present = nobodyElse,
    routes = ROUTES,
    rates,
  }: MemoryChatOptions = {}) {
    const now = (): number => this.now
    const log = new MemoryRoomLog({ now })
    this.log = new HeldLog(log)
    const signals = new MemorySignals()
    const directory = new MemoryDirectory()
    this.ports = {
      log: this.log,
      directory,
      signals,
      search: new MemorySearchIndex(log),
      movedMarks: new MovedMarks(signals, this.alarms.later),
      lastTalks: new MemoryLastTalks(),
      roles: { isAdmin: async () => false },
      people: createPeople({ accounts: { ofPerson: async () => null }, directory, signals }),
      now,
    }
    const { later } = this.alarms
    const reportFailure = (error: unknown): void => void this.failures.push(error)
    const ownRooms = new OwnRooms({ ports: this.ports, later, reportFailure })
    this.context = {
      router: createRouter({ ports: this.ports, broker: new Broker(this.ports.log), ownRooms }, routes),
      access: new Access((roomId, userId) => readableRoom(this.ports, roomId, userId)),
      limits: { ...LIMITS, ...limits },
      counts: { framesIn: 0, refusals: 0, errors: 0 },
      server: 'sarangbang/test',
      now,
      turns: new Turns(),
      rateOf: rates === undefined ? () => null : createCommandRates(rates, () => true),
      authenticate,
      present,
      appeared: (person) => appear(this.ports, person),
      vanished: (person) => vanish(this.ports, person),
      reportFailure,
    }
    this.#followAccess()
  }

  /** A new connection on which nothing was said yet. */
  open(): MemoryClient {
    return new MemoryClient((wire) => {
      const session = new Session(wire, this.context, (closed) => this.sessions.delete(closed))
      this.sessions.add(session)
      return session
    })
  }

  /** Somebody who has connected. */
  async join(nickname: string, headers: Record<string, string> = {}): Promise<MemoryClient> {
    const client = this.open()
    client.send('CONNECT', { 'accept-version': '1.2', host: 'test', nickname, ...headers })
    await quiet()
    return client
  }

  async createRoom(): Promise<RoomId> {
    const roomId = randomUUID() as RoomId
    const createdBy = 'host' as UserId
    await this.ports.directory.createRoom({
      roomId,
      name: '방',
      kind: 'open',
      createdAt: this.now,
      createdBy,
    })
    return roomId
  }

  /** Somebody who has connected and entered the room. */
  async member(
    nickname: string,
    roomId: RoomId,
    headers: Record<string, string> = {},
  ): Promise<MemoryClient> {
    const client = await this.join(nickname, headers)
    client.command('enter', roomId)
    await quiet()
    return client
  }

  /** Lets time go by, with the looks that the server takes at its sessions meanwhile. */
  async advance(milliseconds: number): Promise<void> {
    for (let gone = 0; gone < milliseconds; gone += LOOK) {
      this.now += LOOK
      this.alarms.advance(LOOK)
      for (const session of this.sessions) session.tick(this.now, LOOK)
      await quiet(1)
    }
  }

  #followAccess(): void {
    const { access } = this.context
    void this.ports.signals.followAccess((change) => {
      void (change === null ? access.reviewAll(this.sessions) : access.changed(this.sessions, change))
    })
  }
}

/** Somebody who may stay for as long as they like. */
export function endless(person: Arrival): Admitted {
  return { person, pass: null }
}

async function byNickname(headers: ReadonlyMap<string, string>): Promise<Admitted> {
  const nickname = headers.get('nickname')
  if (nickname === undefined) throw new Refusal('UNAUTHENTICATED')
  return endless({ userId: nickname as UserId, name: nickname })
}

async function nobodyElse(): Promise<Admitted> {
  throw new Refusal('TOKEN_INVALID')
}
