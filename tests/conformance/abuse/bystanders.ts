// Two people who talk while somebody attacks their host: everything that is said arrives and is kept, and how soon is told.
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import type { RoomMessage } from '../../../protocol/entry.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { inTime, type Inbox } from '../../support/inbox.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { person, type Person } from '../people.ts'

/** Milliseconds between two talks. */
const PACE = 25

/** Milliseconds from saying to hearing. */
export interface Latency {
  p50: number
  p99: number
}

export class Bystanders {
  readonly roomId: RoomId
  readonly #talker: Person
  readonly #heard = new Map<string, () => void>()

  private constructor(roomId: RoomId, talker: Person) {
    this.roomId = roomId
    this.#talker = talker
  }

  /** One talks and the other listens, in a room of their own. */
  static async at(host: HostProcess): Promise<Bystanders> {
    const [talker, listener] = [await person(host, '이야기꾼'), await person(host, '구경꾼')]
    const { roomId } = await talker.rest.createRoom('마당')
    await talker.stomp.enter(roomId)
    const bystanders = new Bystanders(roomId, talker)
    const log = await listener.stomp.follow(roomId)
    // Its last wait is for nothing.
    void bystanders.#listen(log).catch(() => {})
    return bystanders
  }

  /** Talks for so many milliseconds. Rejects where something of it is not kept, does not arrive, or the connection ends. */
  async talkFor(milliseconds: number): Promise<Latency> {
    const said: Promise<number>[] = []
    for (let count = 0; count < milliseconds / PACE; count += 1) {
      said.push(this.#say())
      await pause(PACE)
    }
    const sorted = (await Promise.all(said)).toSorted((a, b) => a - b)
    const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN
    return { p50: at(0.5), p99: at(0.99) }
  }

  async #listen(log: Inbox<RoomMessage>): Promise<void> {
    for (;;) {
      const entry = await log.next()
      if ('nonce' in entry) this.#heard.get(entry.nonce)?.()
    }
  }

  async #say(): Promise<number> {
    const nonce = randomUUID()
    const began = performance.now()
    const heard = new Promise<void>((resolve) => this.#heard.set(nonce, resolve))
    const arrived = inTime(heard, 'A message of the bystanders').then(() => performance.now() - began)
    await this.#talker.stomp.talk(this.roomId, '지나가는 말', nonce)
    return arrived
  }
}
