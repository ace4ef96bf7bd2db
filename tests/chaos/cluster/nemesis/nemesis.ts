// Does to the nodes and to Redis what the plan says, and puts everything right again at the end.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChaosRedis } from '../chaos-redis.ts'
import type { ChaosNode } from '../nodes.ts'
import { moveRooms } from './move-rooms.ts'
import {
  describeFault,
  type Fault,
  type NodeFault,
  type PlannedFault,
  type RedisFault,
  type WayFault,
} from './plan.ts'
import type { RedisProxy } from '../../../support/redis/redis-proxy.ts'

/** What faults are made of. `redis` null: the nodes keep everything themselves. */
export interface Victims {
  nodes: readonly ChaosNode[]
  redis: ChaosRedis | null
}

/** Faults by their kinds; one that was never made is not there. */
export type Harm = Readonly<Partial<Record<Fault['kind'], number>>>

export class Nemesis {
  readonly #victims: Victims
  readonly #tell: (what: string) => void
  readonly #end = new AbortController()
  readonly #counts = new Map<Fault['kind'], number>()
  #hands: Promise<unknown> = Promise.resolve()

  /** `tell`: hears of each fault. */
  constructor(victims: Victims, tell: (what: string) => void) {
    this.#victims = victims
    this.#tell = tell
  }

  /** How often each kind of fault was made, in the order in which they came first. */
  get harm(): Harm {
    return Object.fromEntries(this.#counts)
  }

  /** Each hand makes its faults one after the other, both at once. */
  start(
    nodeFaults: Iterable<PlannedFault<NodeFault>>,
    redisFaults: Iterable<PlannedFault<RedisFault>>,
  ): void {
    const { redis } = this.#victims
    this.#hands = Promise.all([
      this.#run(nodeFaults, (fault) => this.#harmNode(fault)),
      redis === null ? null : this.#run(redisFaults, (fault) => this.#harmRedis(redis, fault)),
    ])
    this.#hands.catch(() => {})
  }

  /** Makes no more faults. Resolves when everything is up and goes as it should; rejects where a node does not start any more. */
  async stop(): Promise<void> {
    this.#end.abort()
    await this.#hands
  }

  async #run<F extends Fault>(
    planned: Iterable<PlannedFault<F>>,
    harm: (fault: F) => Promise<void>,
  ): Promise<void> {
    for (const { after, fault } of planned) {
      await this.#wait(after)
      if (this.#end.signal.aborted) return
      this.#tell(describeFault(fault))
      this.#counts.set(fault.kind, (this.#counts.get(fault.kind) ?? 0) + 1)
      await harm(fault)
    }
  }

  async #harmNode(fault: NodeFault): Promise<void> {
    const node = this.#victims.nodes[fault.node]
    if (node === undefined) throw new RangeError(`There is no node ${fault.node}.`)
    if (fault.kind === 'pause') {
      node.pause()
      await this.#wait(fault.for)
      return node.resume()
    }
    await (fault.kind === 'kill' ? node.kill() : node.stop())
    await this.#wait(fault.for)
    await node.start()
  }

  async #harmRedis(redis: ChaosRedis, fault: RedisFault): Promise<void> {
    if ('way' in fault) return this.#harmWay(redis.proxies, fault)
    const server = redis.servers[fault.server]
    if (server === undefined) throw new RangeError(`There is no Redis ${fault.server}.`)
    switch (fault.kind) {
      case 'redis-kill':
      case 'redis-stop':
        await (fault.kind === 'redis-kill' ? server.kill() : server.stop())
        await this.#wait(fault.for)
        return server.start()
      case 'redis-freeze':
        server.freeze()
        await this.#wait(fault.for)
        return server.thaw()
      case 'redis-move':
        return moveRooms(redis.servers, fault)
    }
  }

  async #harmWay(proxies: readonly RedisProxy[], fault: WayFault): Promise<void> {
    const proxy = proxies[fault.way]
    if (proxy === undefined) throw new RangeError(`There is no way ${fault.way}.`)
    switch (fault.kind) {
      case 'cut':
        return proxy.cut()
      case 'halve':
        return proxy.halve()
      case 'mute':
        return proxy.mute()
      case 'delay':
        proxy.delay(fault.by)
        break
      case 'stall':
        proxy.stall()
        break
      case 'refuse':
        proxy.refuse()
    }
    await this.#wait(fault.for)
    proxy.heal()
  }

  /** Until then, or until the end. */
  async #wait(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#end.signal }).catch(() => {})
  }
}
