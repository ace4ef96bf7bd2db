// Who is in a room: its members, which of them are connected, how far they have read, and who is writing at the moment.
import type { Entry } from '../../protocol/entry.ts'
import type { UserId } from '../../protocol/ids.ts'
import type { Member, User } from '../../protocol/rest.ts'
import type { RoomSignal } from '../../protocol/signals.ts'
import { withMarks } from './moved-marks.ts'
import { ToldPeople } from './told-people.ts'

/** Somebody who was said to be writing counts as doing so for this long, in milliseconds. */
const WRITING_LASTS = 5_000

/** Somebody who is writing; `callOff` stops the clock that would end that. */
interface Writer extends User {
  callOff: () => void
}

export class People {
  members = $state.raw<Member[]>([])
  writing = $state.raw<Writer[]>([])
  readonly #told = new ToldPeople()
  readonly #me: UserId
  readonly #later: (callback: () => void, milliseconds: number) => () => void

  constructor(me: UserId, later: (callback: () => void, milliseconds: number) => () => void) {
    this.#me = me
    this.#later = later
  }

  /** The list is asked for: what is told from now on is newer than it. */
  ask(): void {
    this.#told.forget()
  }

  /** The list as the host had it when it was asked for; no mark goes back. */
  become(members: Member[]): void {
    const marks = this.members.map(({ userId, read }) => ({ userId, seq: read }))
    this.members = this.#told.after(withMarks(members, marks))
  }

  /** Follows the room's log: who enters is a member and here, who leaves is neither, who talks has stopped writing. */
  take({ type, senderId, sender, seq }: Entry): void {
    this.#stopWriting(senderId)
    if (type !== 'ENTER' && type !== 'LEAVE') return
    const others = this.members.filter(({ userId }) => userId !== senderId)
    const entered = { userId: senderId, name: sender, online: true, read: seq }
    this.members = type === 'ENTER' ? [...others, entered] : others
    if (type === 'ENTER') this.#told.enters(entered)
    else this.#told.leaves(senderId)
  }

  signal(signal: RoomSignal): void {
    switch (signal.type) {
      case 'PRESENCE':
        this.#setOnline(signal.userId, signal.online)
        return
      case 'TYPING':
        this.#startWriting({ userId: signal.userId, name: signal.name })
        return
      case 'READ':
        this.#told.read(signal.marks)
        this.members = withMarks(this.members, signal.marks)
        return
      case 'ROOM':
        return
    }
  }

  /** The room is closed: nothing calls back any more. */
  close(): void {
    for (const { callOff } of this.writing) callOff()
  }

  #setOnline(userId: UserId, online: boolean): void {
    this.#told.presence(userId, online)
    this.members = this.members.map((member) => (member.userId === userId ? { ...member, online } : member))
    if (!online) this.#stopWriting(userId)
  }

  #startWriting(person: User): void {
    if (person.userId === this.#me) return
    this.#stopWriting(person.userId)
    const callOff = this.#later(() => this.#stopWriting(person.userId), WRITING_LASTS)
    this.writing = [...this.writing, { ...person, callOff }]
  }

  #stopWriting(userId: UserId): void {
    const writer = this.writing.find((person) => person.userId === userId)
    if (writer === undefined) return
    writer.callOff()
    this.writing = this.writing.filter((person) => person !== writer)
  }
}
