// What becomes of the rooms that somebody is in, for those who listen: rooms that they come into or go out of, and how many
// messages wait for them. Where nobody listens nothing is done.
import type { UserId } from '../../protocol/ids.ts'
import type { OwnRoomSignal } from '../../protocol/signals.ts'
import type { Unfollow } from '../store/room-log.ts'
import type { PersonSignal } from '../store/signals.ts'
import type { Later } from './later.ts'
import { OwnRoomsListener } from './own-rooms-listener.ts'
import type { ChatPorts } from './ports.ts'
import { WatchedRooms } from './watched-rooms.ts'

/** Milliseconds until it is asked again what may have been missed, where that could not be found out. */
const RETRY = 1_000

export interface OwnRoomsParts {
  ports: ChatPorts
  later: Later
  /** Something could not be found out, and was not told. */
  reportFailure: (error: unknown) => void
}

export class OwnRooms {
  readonly #parts: OwnRoomsParts
  readonly #watched: WatchedRooms

  constructor(parts: OwnRoomsParts) {
    this.#parts = parts
    this.#watched = new WatchedRooms(parts)
  }

  /**
   * Calls back with what becomes of the person's rooms from when it resolves, until the answer is called. Rejects for an
   * outage of the store, with UNAVAILABLE.
   */
  async follow(userId: UserId, tell: (signal: OwnRoomSignal) => void): Promise<Unfollow> {
    const { ports, later, reportFailure } = this.#parts
    const listener = new OwnRoomsListener({ userId, tell, ports, watched: this.#watched })
    let callOff = (): void => {}
    // One signal after the other, and none before the rooms are known: what it is about may have to be asked for.
    const hear = (signal: PersonSignal | null): void => {
      work = work
        .then(() => listener.hear(signal))
        .catch((error: unknown) => {
          reportFailure(error)
          if (listener.hasEnded) return
          callOff()
          callOff = later(() => again(signal), RETRY)
        })
    }
    /** As where signals may have been missed; of a change that tells nothing. */
    const again = (signal: PersonSignal | null): void => {
      hear(null)
      if (signal?.type === 'CHANGED') hear(signal)
    }
    const followed = ports.signals.followPerson(userId, hear)
    let work = followed.then(() => listener.begin())
    const begun = work
    const unfollow = await followed
    const stop = (): void => {
      unfollow()
      callOff()
      listener.end()
    }
    await begun.catch((error: unknown) => {
      stop()
      throw error
    })
    return stop
  }
}
