// What was told of a room's people since the list of its members was asked for: it is newer than the list that is on its way.
import type { Seq, UserId } from '../../protocol/ids.ts'
import type { Member } from '../../protocol/rest.ts'
import { withMarks } from './moved-marks.ts'

export class ToldPeople {
  /** Whoever has entered; null: they have left. */
  readonly #membership = new Map<UserId, Member | null>()
  readonly #online = new Map<UserId, boolean>()
  readonly #marks = new Map<UserId, Seq>()

  forget(): void {
    for (const each of [this.#membership, this.#online, this.#marks]) each.clear()
  }

  enters(member: Member): void {
    this.#membership.set(member.userId, member)
  }

  leaves(userId: UserId): void {
    this.#membership.set(userId, null)
  }

  presence(userId: UserId, online: boolean): void {
    this.#online.set(userId, online)
  }

  read(marks: readonly { userId: UserId; seq: Seq }[]): void {
    for (const { userId, seq } of marks) this.#marks.set(userId, seq)
  }

  /**
   * The list as it is by now. Whoever has entered and is in it already is there as it has them: an ENTER may be old, as those
   * that were missed are told with the next connection.
   */
  after(members: readonly Member[]): Member[] {
    const stay = members.filter(({ userId }) => this.#membership.get(userId) !== null)
    const known = new Set(stay.map(({ userId }) => userId))
    const entered = [...this.#membership.values()].filter((one) => one !== null)
    const come = entered.filter(({ userId }) => !known.has(userId))
    const marks = [...this.#marks].map(([userId, seq]) => ({ userId, seq }))
    return withMarks([...stay, ...come], marks).map((member) => this.#withPresence(member))
  }

  #withPresence(member: Member): Member {
    return { ...member, online: this.#online.get(member.userId) ?? member.online }
  }
}
