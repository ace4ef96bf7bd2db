// What the owner of a room is changing about it, until it is saved: only what is other than before is asked of the host.
import type { Room } from '../../protocol/rest.ts'
import type { ChangeRoomRequest } from '../../protocol/room-requests.ts'
import { toRoomName, toTopic } from '../../protocol/text.ts'
import { codeOf } from './failure.ts'
import { nameFault } from './field-faults.ts'

/** Rejects with a RequestFailure. */
type Change = (wish: ChangeRoomRequest) => Promise<Room>

export class RoomSettings {
  name = $state('')
  topic = $state('')
  slowMode = $state(0)
  announcementOnly = $state(false)
  /** The codes of what is wrong with the name and with the topic; empty where nothing is. */
  misnamed = $state('')
  mistold = $state('')
  /** Why it could not be saved; empty where it could. */
  fault = $state('')
  saving = $state(false)
  readonly #room: Room
  readonly #change: Change

  constructor(room: Room, change: Change) {
    this.#room = room
    this.#change = change
    this.name = room.name
    this.topic = room.topic
    this.slowMode = room.slowMode
    this.announcementOnly = room.announcementOnly
  }

  /** True when the host has taken it, or there was nothing to change. */
  async save(): Promise<boolean> {
    const wish = this.#wish()
    if (wish === null || this.saving) return false
    if (Object.keys(wish).length === 0) return true
    this.saving = true
    this.fault = ''
    const saved = await this.#change(wish).then(
      () => true,
      (error: unknown) => this.#fail(codeOf(error)),
    )
    this.saving = false
    return saved
  }

  /** Null where something cannot be as it was written. */
  #wish(): ChangeRoomRequest | null {
    const [name, topic] = [toRoomName(this.name), toTopic(this.topic)]
    this.misnamed = nameFault(name)
    this.mistold = topic.ok ? '' : 'BAD_TOPIC'
    if (!name.ok || !topic.ok) return null
    const { slowMode, announcementOnly } = this
    const all = { name: name.text, topic: topic.text, slowMode, announcementOnly }
    const before: Readonly<Record<string, unknown>> = this.#room
    return Object.fromEntries(Object.entries(all).filter(([what, value]) => before[what] !== value))
  }

  #fail(code: string): false {
    this.fault = code
    return false
  }
}
