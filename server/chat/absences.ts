// Guests who stay away leave the open rooms: otherwise rooms would fill with people who never come back. Whoever has an account
// stays, and a short absence changes nothing.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Accounts } from '../store/accounts.ts'
import type { AwayClock } from '../store/away-clock.ts'
import type { Duties } from '../store/duties.ts'
import type { Seat } from '../store/directory.ts'
import type { Later } from './later.ts'
import { endMembership } from './leave-room.ts'
import type { ChatPorts } from './ports.ts'

/** Memberships that are looked at in one turn of the event loop. */
const PAGE = 100
/** So many times an absence is looked at until it is long enough: it ends a tenth too late at most. */
const LOOKS = 10
/** So many looks may fail or be late before the time counts anew. */
const MISSED_LOOKS = 3

export interface AbsenceParts {
  ports: ChatPorts
  accounts: Pick<Accounts, 'among'>
  clock: AwayClock
  /** On several nodes one at a time looks. */
  duties: Duties
  /** Milliseconds without any connection after which a guest leaves. */
  awayAfter: number
  later: Later
  reportFailure: (error: unknown) => void
}

export class Absences {
  readonly #parts: AbsenceParts
  #looking: Promise<void> = Promise.resolve()
  #callOff: () => void = () => {}
  #closed = false

  constructor(parts: AbsenceParts) {
    this.#parts = parts
  }

  /** Begins to look. For everybody who is not here, the time counts from now. */
  start(): void {
    this.#looking = this.#look().catch(this.#parts.reportFailure)
    void this.#looking.then(() => this.#lookLater())
  }

  /** Somebody is here, on this node, and known to be: an absence of theirs is over. */
  appeared(user: UserId): void {
    void this.#parts.clock.here(user).catch(this.#parts.reportFailure)
  }

  /** Looks no more; resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    this.#callOff()
    await this.#looking
  }

  #lookLater(): void {
    if (this.#closed) return
    this.#callOff = this.#parts.later(() => this.start(), this.#parts.awayAfter / LOOKS)
  }

  async #look(): Promise<void> {
    const { ports, clock } = this.#parts
    const sentAway = new Set<UserId>()
    for await (const page of this.#pages()) {
      for (const { user, roomId } of await this.#longMissing(page)) {
        if (await this.#isBack(user)) continue
        await endMembership(ports, user, roomId, 'away')
        sentAway.add(user.userId)
      }
    }
    // Should they enter again, it is another absence.
    for (const user of sentAway) await clock.here(user)
  }

  /** All memberships there are, those of one person together, for as long as it is this node's turn. */
  async *#pages(): AsyncGenerator<Seat[]> {
    let page: Seat[] = []
    do {
      await nextTurn()
      if (!(await this.#parts.duties.has('absences'))) return
      page = await this.#parts.ports.directory.seats(page.at(-1) ?? null, PAGE)
      yield page
    } while (page.length === PAGE && !this.#closed)
  }

  async #guestsMissing(page: readonly Seat[]): Promise<Seat[]> {
    const { ports, accounts } = this.#parts
    const online = await ports.signals.online(page.map(({ user }) => user.userId))
    const gone = page.filter(({ user }) => !online.has(user.userId))
    const kept = await accounts.among(gone.map(({ user }) => user.userId))
    return gone.filter(({ user }) => !kept.has(user.userId))
  }

  /** Those who have been missing for long enough. */
  async #longMissing(page: readonly Seat[]): Promise<Seat[]> {
    const { clock, awayAfter } = this.#parts
    const patience = (MISSED_LOOKS * awayAfter) / LOOKS
    const missing = await this.#guestsMissing(page)
    const times = await Promise.all(missing.map(({ user }) => clock.missing(user.userId, patience)))
    await this.#forgiveBack(missing.filter((_, index) => times[index] === 0))
    return missing.filter((_, index) => (times[index] ?? 0) >= awayAfter)
  }

  /** Whoever came between the two questions, and was too early to have the clock stopped, is not missing. */
  async #forgiveBack(seats: readonly Seat[]): Promise<void> {
    const { ports, clock } = this.#parts
    for (const user of await ports.signals.online(seats.map((seat) => seat.user.userId)))
      await clock.here(user)
  }

  /** They may have come back while others were looked at. */
  async #isBack({ userId }: User): Promise<boolean> {
    return (await this.#parts.ports.signals.online([userId])).size > 0
  }
}
