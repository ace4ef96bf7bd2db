// Writes the script of a whole session, in which everything is as a client should do it.
import type { RoomId } from '../../../protocol/ids.ts'
import type { Random } from '../../support/random.ts'
import type { FrameStep, Leaving, Script, Step } from './script.ts'
import { someId, someText } from './words.ts'

/** Headers of a frame; those that are undefined are left out. */
type HeaderWish = Readonly<Record<string, string | undefined>>

const VERSIONS = ['1.2', '1.2', '1.1', '1.0', '1.0,1.1,1.2', '1.1, 1.2', '9.9,1.1', undefined]
const HEART_BEATS = [undefined, undefined, '0,0', '60000,0', '0,1000', '60000,60000']
const PREFETCH = [undefined, '1', '1', '2', '3', '10', '1000']
const ACKS = [undefined, 'auto', 'client', 'client', 'client-individual', 'client-individual']
const GENERAL = [
  '/topic/greeting',
  '/queue/a',
  '/user/queue/a',
  '/user/somebody/queue/a',
  '/topic/rooms',
  '/user/queue/rooms',
  '/nowhere',
]
const LEAVINGS: readonly Leaving[] = ['answered', 'answered', 'half-close', 'cut']
const TIMES = [250, 2_500, 130_000]

/** A session of about `length` frames in these rooms. */
export function writeScript(random: Random, rooms: readonly RoomId[], length: number): Script {
  return new ScriptWriter(random, rooms).write(length)
}

class ScriptWriter {
  readonly #random: Random
  readonly #rooms: readonly RoomId[]
  readonly #nickname: string
  readonly #steps: Step[] = []
  readonly #subscriptions: string[] = []
  readonly #transactions: string[] = []
  #count = 0

  constructor(random: Random, rooms: readonly RoomId[]) {
    this.#random = random
    this.#rooms = rooms
    this.#nickname = `f${random.below(2 ** 32).toString(36)}`
  }

  write(length: number): Script {
    const { below, pick, onceIn } = this.#chance
    this.#connect()
    if (!onceIn(4)) this.#subscribe('/user/queue/errors')
    for (const room of this.#rooms) if (!onceIn(3)) this.#send(room, 'enter')
    for (let done = below(length); done < length; done += 1) this.#next()
    if (onceIn(2)) this.#frame('DISCONNECT', { receipt: this.#newId() })
    return { nickname: this.#nickname, steps: this.#steps, leaving: pick(LEAVINGS) }
  }

  #next(): void {
    this.#chance.pick([
      () => this.#talk(),
      () => this.#talk(),
      () => this.#talk(),
      () => this.#talk(this.#openTransaction()),
      () => this.#talk(this.#openTransaction()),
      () => this.#subscribeRoom(),
      () => this.#subscribeRoom(),
      () => this.#unsubscribe(),
      () => this.#acknowledge(),
      () => this.#acknowledge(),
      () => this.#acknowledge(),
      () => this.#acknowledge(this.#openTransaction()),
      () => this.#begin(),
      () => this.#end('COMMIT'),
      () => this.#end('COMMIT'),
      () => this.#end('ABORT'),
      () => this.#minor(),
      () => this.#minor(),
      () => this.#pause(),
      () => this.#pause(),
    ])()
  }

  /** What is small, and seldom goes wrong. */
  #minor(): void {
    const room = this.#room()
    this.#chance.pick([
      () => this.#send(room, 'enter', '', this.#openTransaction()),
      () => this.#send(room, 'leave'),
      () => this.#send(room, 'read', JSON.stringify({ seq: this.#random.below(40) })),
      () => this.#send(room, 'typing', '{}'),
      () => this.#sendTo(this.#chance.pick(GENERAL), 'hello\0there', this.#openTransaction()),
      () => this.#subscribe(this.#chance.pick(GENERAL), { ack: this.#chance.pick(ACKS) }),
      () => this.#subscribe(`/topic/rooms/${room}/live`),
      () => this.#subscribe(this.#chance.pick(['/topic/rooms', '/user/queue/errors'])),
    ])()
  }

  #pause(): void {
    this.#steps.push(
      this.#chance.pick<Step>([
        { kind: 'settle' },
        { kind: 'settle' },
        { kind: 'settle' },
        { kind: 'beat', text: this.#chance.pick(['\n', '\n\n\n', '\r\n']) },
        { kind: 'stall' },
        { kind: 'drain' },
        { kind: 'drain' },
        { kind: 'time', milliseconds: this.#chance.pick(TIMES) },
      ]),
    )
  }

  #connect(): void {
    const { pick } = this.#chance
    this.#frame(pick(['CONNECT', 'CONNECT', 'STOMP']), {
      'accept-version': pick(VERSIONS),
      host: pick(['test', undefined]),
      nickname: this.#nickname,
      'heart-beat': pick(HEART_BEATS),
    })
  }

  #talk(transaction?: string): void {
    const nonce = `${this.#nickname}.${this.#nextCount()}`
    const body = JSON.stringify({ message: someText(this.#random), nonce })
    this.#send(this.#room(), 'talk', body, transaction)
  }

  #subscribeRoom(): void {
    const { pick, onceIn } = this.#chance
    const since = pick([undefined, '0', '0', String(this.#random.below(30))])
    const epoch = since !== undefined && onceIn(8) ? 'another' : undefined
    const more = { ack: pick(ACKS), 'prefetch-count': pick(PREFETCH), since, epoch }
    this.#subscribe(`/topic/rooms/${this.#room()}`, more)
  }

  #subscribe(destination: string, more: HeaderWish = {}): void {
    const id = this.#newId()
    this.#subscriptions.push(id)
    this.#frame('SUBSCRIBE', { id, destination, receipt: this.#receipt(), ...more })
  }

  #unsubscribe(): void {
    const id = this.#oneOf(this.#subscriptions)
    if (id !== undefined) this.#frame('UNSUBSCRIBE', { id, receipt: this.#receipt() })
  }

  #acknowledge(transaction?: string): void {
    const { pick } = this.#chance
    const headers = { transaction, receipt: this.#receipt() }
    this.#frame(pick(['ACK', 'ACK', 'NACK']), headers, '', this.#random.below(1_000) / 1_000)
  }

  #begin(): void {
    const id = this.#newId()
    this.#transactions.push(id)
    this.#frame('BEGIN', { transaction: id, receipt: this.#receipt() })
  }

  #end(how: 'COMMIT' | 'ABORT'): void {
    const id = this.#oneOf(this.#transactions)
    if (id === undefined) return this.#begin()
    this.#transactions.splice(this.#transactions.indexOf(id), 1)
    this.#frame(how, { transaction: id, receipt: this.#receipt() })
  }

  #send(room: RoomId, verb: string, body = '', transaction?: string): void {
    this.#sendTo(`/app/rooms/${room}/${verb}`, body, transaction)
  }

  #sendTo(destination: string, body = 'hello', transaction?: string): void {
    const length = body.includes('\0') || this.#chance.onceIn(2) ? String(Buffer.byteLength(body)) : undefined
    const headers = { destination, transaction, receipt: this.#receipt(), 'content-length': length }
    this.#frame('SEND', headers, body)
  }

  #frame(command: string, wish: HeaderWish, body = '', acknowledges: number | null = null): void {
    const headers = Object.entries(wish).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    )
    const step: FrameStep = {
      kind: 'frame',
      command,
      headers,
      body: Buffer.from(body),
      acknowledges,
      damage: [],
      joined: this.#chance.onceIn(3),
      cuts: this.#chance.onceIn(4) ? 1 + this.#random.below(1_000) : 0,
    }
    this.#steps.push(step)
  }

  #receipt(): string | undefined {
    return this.#chance.onceIn(4) ? undefined : this.#newId()
  }

  #room(): RoomId {
    return this.#chance.pick(this.#rooms)
  }

  #openTransaction(): string | undefined {
    return this.#oneOf(this.#transactions)
  }

  #oneOf(ids: readonly string[]): string | undefined {
    return ids.length === 0 ? undefined : this.#chance.pick(ids)
  }

  #newId(): string {
    return someId(this.#random, this.#nextCount())
  }

  #nextCount(): number {
    this.#count += 1
    return this.#count
  }

  get #chance() {
    const random = this.#random
    return {
      below: (end: number) => random.below(end),
      onceIn: (times: number) => random.onceIn(times),
      pick: <T>(from: readonly T[]): T => from[random.below(from.length)] as T,
    }
  }
}
