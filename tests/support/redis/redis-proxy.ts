// The way from one node to Redis, which can be bad: connections that break, also in the middle of an answer, that are late, that
// carry nothing, that are refused.
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Random } from '../random.ts'

/** What becomes of what is sent. `late`: milliseconds that everything takes, each way. `stuck`: nothing goes on for now. */
type Way = { kind: 'open' } | { kind: 'late'; by: number } | { kind: 'stuck' } | { kind: 'refused' }

export class RedisProxy {
  readonly port: number
  readonly #redis: number
  readonly #random: Random
  readonly #server: Server
  readonly #passages = new Set<Passage>()
  #way: Way = { kind: 'open' }
  #halved = 0

  /** From `port` to the Redis on the port `redis`, both on this machine. */
  constructor(port: number, redis: number, random: Random) {
    this.port = port
    this.#redis = redis
    this.#random = random
    this.#server = createServer((socket) => this.#accept(socket))
  }

  async start(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** How many answers have been cut in two. */
  get halved(): number {
    return this.#halved
  }

  /** Everything goes as it should again. */
  heal(): void {
    this.#set({ kind: 'open' })
  }

  delay(by: number): void {
    this.#set({ kind: 'late', by })
  }

  /** Connections stay, and carry nothing. */
  stall(): void {
    this.#set({ kind: 'stuck' })
  }

  /** Breaks all connections and takes no new ones. */
  refuse(): void {
    this.#set({ kind: 'refused' })
    this.cut()
  }

  /** Breaks all connections. */
  cut(): void {
    for (const passage of [...this.#passages]) passage.end()
  }

  /** Breaks each connection in the middle of the next answer that it carries: what was asked for has been done. */
  halve(): void {
    for (const passage of this.#passages) passage.halveNext()
  }

  /** The connections that there are stay for ever and carry nothing any more, as where a router has forgotten them. */
  mute(): void {
    for (const passage of this.#passages) passage.mute()
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  #set(way: Way): void {
    this.#way = way
    for (const passage of this.#passages) passage.flush()
  }

  #accept(node: Socket): void {
    if (this.#way.kind === 'refused') return void node.resetAndDestroy()
    const passage = new Passage(node, connect(this.#redis, '127.0.0.1'), () => this.#way, this.#random)
    this.#passages.add(passage)
    passage.onHalved = () => (this.#halved += 1)
    passage.onEnd = () => this.#passages.delete(passage)
  }
}

/** One connection through the proxy. */
class Passage {
  onEnd: () => void = () => {}
  onHalved: () => void = () => {}
  readonly #sides: readonly [node: Socket, redis: Socket]
  readonly #way: () => Way
  readonly #random: Random
  /** What waits to go on, in order, for each side; with when it may, by `performance.now()`. */
  readonly #held: [toNode: Held[], toRedis: Held[]] = [[], []]
  #halving = false
  #muted = false

  constructor(node: Socket, redis: Socket, way: () => Way, random: Random) {
    this.#sides = [node, redis]
    this.#way = way
    this.#random = random
    redis.on('data', (bytes: Buffer) => this.#answer(bytes))
    node.on('data', (bytes: Buffer) => this.#hold(1, bytes))
    for (const side of this.#sides) {
      side.setNoDelay()
      side.on('error', () => this.end())
      side.on('close', () => this.end())
    }
  }

  halveNext(): void {
    this.#halving = true
  }

  mute(): void {
    this.#muted = true
  }

  end(): void {
    for (const side of this.#sides) side.destroy()
    this.onEnd()
  }

  /** Lets go on what may. */
  flush(): void {
    for (const to of [0, 1] as const) this.#flush(to)
  }

  /** An answer that is cut somewhere, perhaps before its first byte. */
  #answer(bytes: Buffer): void {
    if (!this.#halving) return this.#hold(0, bytes)
    this.#sides[0].write(bytes.subarray(0, this.#random.below(bytes.length)), () => this.end())
    this.#halving = false
    this.onHalved()
  }

  #hold(to: 0 | 1, bytes: Buffer): void {
    if (this.#muted) return
    const way = this.#way()
    const late = way.kind === 'late' ? way.by : 0
    this.#held[to].push({ bytes, due: performance.now() + late })
    if (late === 0) this.#flush(to)
    else setTimeout(() => this.#flush(to), late + 1)
  }

  #flush(to: 0 | 1): void {
    if (this.#way().kind === 'stuck') return
    const held = this.#held[to]
    // When the way is open again nothing waits any longer.
    const isDue = ({ due }: Held) => this.#way().kind !== 'late' || due <= performance.now()
    while (held[0] !== undefined && isDue(held[0])) {
      const [first] = held.splice(0, 1)
      if (first !== undefined) this.#sides[to].write(first.bytes)
    }
  }
}

interface Held {
  bytes: Buffer
  due: number
}
