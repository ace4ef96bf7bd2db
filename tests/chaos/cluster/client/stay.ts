// Whether a client wants to be in a room, and the steps that bring it there: each is asked until it is granted.
import { APP, inRoom } from '../../../../protocol/destinations.ts'
import type { RoomId } from '../../../../protocol/ids.ts'
import type { LogEvent, Step } from '../log-line.ts'
import type { Line } from './line.ts'
import type { Persist } from './persist.ts'

const DESTINATION = { ENTER: APP.enter, LEAVE: APP.leave } as const

export class Stay {
  readonly roomId: RoomId
  readonly #write: (event: LogEvent) => void
  readonly #persist: Persist
  #wanted: Step = 'ENTER'
  #granted = false
  /** One step of a room at a time: what comes of two at once nobody could tell. */
  #asking: Promise<void> = Promise.resolve()

  constructor(roomId: RoomId, write: (event: LogEvent) => void, persist: Persist) {
    this.roomId = roomId
    this.#write = write
    this.#persist = persist
  }

  /** Whether the client wants to be in and was told that it is. */
  get isIn(): boolean {
    return this.#granted && this.#wanted === 'ENTER'
  }

  /** Whether what the client wants has been granted. */
  get settled(): boolean {
    return this.#granted
  }

  /** Takes up on a new line: whoever is in, or wants to be, says so. Rejects with LineLost. */
  async resume(line: Line): Promise<void> {
    if (this.#wanted === 'ENTER' || !this.#granted) await this.ask(line)
  }

  /** From now on the client wants this. False where it did before. */
  want(step: Step): boolean {
    if (this.#wanted === step) return false
    this.#wanted = step
    this.#granted = false
    return true
  }

  /** Asks on this line for what is wanted. Rejects with LineLost. */
  ask(line: Line): Promise<void> {
    const asking = this.#asking.then(() => this.#ask(line))
    this.#asking = asking.catch(() => {})
    return asking
  }

  async #ask(line: Line): Promise<void> {
    const step = this.#wanted
    const destination = inRoom(DESTINATION[step], this.roomId)
    const refused = await this.#persist(async () => {
      line.requireAlive()
      this.#write({ event: 'asked', room: this.roomId, step })
      return line.send(destination)
    })
    if (refused !== null) return
    this.#write({ event: 'granted', room: this.roomId, step })
    if (step === this.#wanted) this.#granted = true
  }
}
