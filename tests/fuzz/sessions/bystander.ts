// Somebody in the same rooms who does everything right, and has to be served whatever the others do.
import type { Entry } from '../../../protocol/entry.ts'
import { Decoder } from '../../../server/stomp/decoder.ts'
import { frameText } from '../../support/frame-text.ts'
import type { Random } from '../../support/random.ts'
import type { Connection, World } from './world.ts'

const NO_LIMITS = { headerBytes: 1e9, headerCount: 1e9, bodyBytes: 1e9 }

export class Bystander {
  readonly #world: World
  readonly #said: string[] = []
  readonly #receipted: string[] = []
  readonly #seen: string[] = []
  readonly #decoder = new Decoder(NO_LIMITS, ({ command, headers, body }) => {
    if (command === 'RECEIPT') this.#receipted.push(headers.get('receipt-id') ?? '')
    if (command === 'MESSAGE') this.#see(JSON.parse(body.toString()) as Entry)
    if (command === 'ERROR') this.#closed = true
  })
  #connection: Connection | null = null
  #closed = false

  private constructor(world: World) {
    this.#world = world
  }

  /** Comes in, and enters the rooms. */
  static async enter(world: World, random: Random): Promise<Bystander> {
    const bystander = new Bystander(world)
    const listener = {
      hear: (bytes: Buffer) => bystander.#decoder.push(bytes),
      closed: () => (bystander.#closed = true),
    }
    bystander.#connection = await world.open(listener, random)
    bystander.#say('CONNECT', { 'accept-version': '1.2', host: 'test', nickname: 'bystander' })
    for (const room of world.rooms) {
      bystander.#say('SUBSCRIBE', { id: room, destination: `/topic/rooms/${room}` })
      bystander.#say('SEND', { destination: `/app/rooms/${room}/enter` })
    }
    return bystander
  }

  /** Says one thing in each room. */
  talk(): void {
    for (const room of this.#world.rooms) {
      const nonce = `bystander.${this.#said.length}`
      this.#said.push(nonce)
      const body = JSON.stringify({ message: '사랑방', nonce })
      this.#say('SEND', { destination: `/app/rooms/${room}/talk`, receipt: nonce }, body)
    }
  }

  /** Whether all that was said has its receipt and has come back, in order. Answers what is wrong, or null. */
  async fault(): Promise<string | null> {
    const served = () => this.#closed || (same(this.#said, this.#receipted) && same(this.#said, this.#seen))
    if ((await this.#world.until(served)) && !this.#closed) return null
    const [said, receipted, seen] = [this.#said.length, this.#receipted.length, this.#seen.length]
    return `the bystander said ${said}, got ${receipted} receipts, saw ${seen}${this.#closed ? ', and was cut off' : ''}`
  }

  leave(): void {
    this.#connection?.close()
  }

  #see({ type, nonce }: Entry): void {
    if (type === 'TALK' && nonce.startsWith('bystander.')) this.#seen.push(nonce)
  }

  #say(command: string, headers: Record<string, string>, body = ''): void {
    this.#connection?.send(Buffer.from(frameText(command, headers, body)))
  }
}

/** Two rooms are two orders. */
function same(said: readonly string[], told: readonly string[]): boolean {
  return said.length === told.length && new Set([...said, ...told]).size === said.length
}
