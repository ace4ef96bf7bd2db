// What somebody listens to in a room ends when they may no longer read it. Nothing is asked for a message: whoever takes the
// right away says so once, and what the people concerned listen to is then looked at.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { RefusalBody, User } from '../../protocol/rest.ts'
import { toldOf } from './fault.ts'

/** See `AccessChange` in the port to the signals. */
export interface AccessChange {
  roomId: RoomId
  userId: UserId | null
  code: ErrorCode | null
}

/** Of a session, what its right to read concerns. */
interface Listening {
  readonly person: User | null
  readonly subscriptions: {
    /** Those that are read by any. */
    readonly rooms: ReadonlySet<RoomId>
    readRoom(roomId: RoomId): boolean
    /** Answers the destinations of what it has ended. */
    endRoom(roomId: RoomId): Iterable<string>
  }
  readonly refusals: { put(refusal: RefusalBody): void }
}

/** Resolves where the person may read the room. Rejects with the Refusal of whoever may not. */
type CheckReading = (roomId: RoomId, userId: UserId) => Promise<unknown>

/** Sessions that are looked at together where all are. */
const PORTION = 100

export class Access {
  readonly #check: CheckReading
  #changes = 0

  constructor(check: CheckReading) {
    this.#check = check
  }

  /** How often somebody's right has changed. A subscription that was being opened meanwhile is to be looked at again. */
  get changes(): number {
    return this.#changes
  }

  /** Ends what those of `sessions` whom it concerns may no longer listen to. Never rejects. */
  async changed(sessions: Iterable<Listening>, { roomId, userId, code }: AccessChange): Promise<void> {
    this.#changes += 1
    const concerned = [...sessions].filter(({ person }) => userId === null || person?.userId === userId)
    await Promise.all(concerned.map((session) => this.review(session, roomId, code)))
  }

  /**
   * Changes may have been missed: ends what any of `sessions` may no longer listen to. False where that cannot be found out now:
   * then it has to be asked again, as nobody is to lose what they may read. Never rejects.
   */
  async reviewAll(sessions: Iterable<Listening>): Promise<boolean> {
    this.#changes += 1
    const all = [...sessions]
    for (let from = 0; from < all.length; from += PORTION) {
      const found = await Promise.all(all.slice(from, from + PORTION).map((each) => this.#reviewRooms(each)))
      if (found.includes(false)) return false
    }
    return true
  }

  /**
   * Ends the session's subscriptions to the room where its person may not read it, with a refusal for each: `code`, or the
   * reason that there is now. Where that cannot be found out they end too. Never rejects.
   */
  async review(session: Listening, roomId: RoomId, code: ErrorCode | null = null): Promise<void> {
    const { person, subscriptions } = session
    if (person === null || !subscriptions.readRoom(roomId)) return
    const reason = await this.#reason(roomId, person.userId)
    if (reason !== null) end(session, roomId, code ?? reason)
  }

  async #reviewRooms(session: Listening): Promise<boolean> {
    const { person, subscriptions } = session
    if (person === null) return true
    for (const roomId of subscriptions.rooms) {
      const reason = await this.#reason(roomId, person.userId)
      if (reason === 'UNAVAILABLE') return false
      if (reason !== null) end(session, roomId, reason)
    }
    return true
  }

  /** Why they may not read the room; null where they may. */
  #reason(roomId: RoomId, userId: UserId): Promise<ErrorCode | null> {
    return this.#check(roomId, userId).then(
      () => null,
      (error: unknown) => toldOf(error).code,
    )
  }
}

function end({ subscriptions, refusals }: Listening, roomId: RoomId, code: ErrorCode): void {
  const { message } = ERRORS[code]
  for (const destination of subscriptions.endRoom(roomId))
    refusals.put({ code, message, destination, nonce: null, receipt: null })
}
