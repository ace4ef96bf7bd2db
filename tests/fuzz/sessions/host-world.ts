// A real host as a world to be fuzzed, by one of its transports.
import { setTimeout as wait, setImmediate as nextTurn } from 'node:timers/promises'
import type { Entry } from '../../../protocol/entry.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import type { Random } from '../../support/random.ts'
import { comeAsGuest, type RestPerson } from '../../support/rest-calls.ts'
import { openSockJsConnection } from './sockjs-connection.ts'
import { openTcpConnection } from './tcp-connection.ts'
import { openWebSocketConnection } from './websocket-connection.ts'
import type { Connection, Listener, World } from './world.ts'

export const WIRE_TRANSPORTS = ['websocket', 'tcp', 'sockjs'] as const
export type WireTransport = (typeof WIRE_TRANSPORTS)[number]

/** Milliseconds after which what has not come is missing: nothing passes by waiting. */
const PATIENCE = 30_000
/** Milliseconds between two looks. */
const LOOK = 2
const ROOMS = 2

/** A host that listens. `reported`: its own failures so far. */
export interface FuzzedHost {
  readonly http: string
  readonly stomp: string
  readonly reported: readonly string[]
  /** Whether it was started with `--open-topics`. */
  readonly relays: boolean
}

export class HostWorld implements World {
  readonly mishaps = [] as const
  readonly failsToKeep = false
  readonly relays: boolean
  readonly #host: FuzzedHost
  readonly #transport: WireTransport
  readonly #person: RestPerson
  #rooms: RoomId[] = []

  private constructor(host: FuzzedHost, transport: WireTransport, person: RestPerson) {
    this.#host = host
    this.relays = host.relays
    this.#transport = transport
    this.#person = person
  }

  /** Rooms of its own on the host. */
  static async open(host: FuzzedHost, transport: WireTransport): Promise<HostWorld> {
    const world = new HostWorld(host, transport, await comeAsGuest(host.http, '주인'))
    for (let count = 0; count < ROOMS; count += 1)
      world.#rooms.push((await world.#person.createRoom('방')).roomId)
    return world
  }

  get rooms(): readonly RoomId[] {
    return this.#rooms
  }

  open(listener: Listener, random: Random): Promise<Connection> {
    switch (this.#transport) {
      case 'tcp':
        return openTcpConnection(this.#host.stomp, listener)
      case 'websocket':
        return openWebSocketConnection(this.#host.http, listener, random)
      case 'sockjs':
        return openSockJsConnection(this.#host.http, listener, random)
    }
  }

  async breathe(random: Random): Promise<void> {
    if (random.onceIn(8)) await wait(LOOK)
    else await nextTurn()
  }

  async until(holds: () => boolean): Promise<boolean> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(LOOK)) if (holds()) return true
    return false
  }

  async pass(): Promise<void> {}

  async log(room: RoomId): Promise<readonly Entry[]> {
    return this.#person.history(room)
  }

  async complaints(): Promise<readonly string[]> {
    let open = await this.#connections()
    for (const end = Date.now() + PATIENCE; open > 0 && Date.now() < end; await wait(LOOK))
      open = await this.#connections()
    const left = open === 0 ? [] : [`${open} connections are still open`]
    const reported = this.#host.reported.map((line) => `the host reported ${line}`)
    return [...left, ...reported]
  }

  async #connections(): Promise<number> {
    const metrics = await (await fetch(`${this.#host.http}/metrics`)).text()
    return Number(/^sarangbang_connections (\d+)$/m.exec(metrics)?.[1])
  }
}
