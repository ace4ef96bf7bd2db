// Puts a whole host into Redis that came from somewhere else. What there is to say in one turn goes in one write.
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../../protocol/ids.ts'
import type { Account } from '../accounts.ts'
import type { KeptFamily } from '../family-step.ts'
import type { HostIdentity } from '../host-identity.ts'
import type { HouseWriter, KeptMark, KeptPlace, KeptRoom } from '../house.ts'
import {
  bansOf,
  invitationsOf,
  openRoomHint,
  openRooms,
  revokedFamilies,
  revokedHint,
  roomsOf,
  seatHint,
  seats,
} from './hint-keys.ts'
import { settled } from './hints.ts'
import { BEGIN_LOG, COUNT_PRESENT, KEEP_ENTRIES, KEEP_NUMBER } from './house-scripts.ts'
import type { RedisLink, RunScript } from './link.ts'
import { logIndex, logKeys } from './log-keys.ts'
import type { MovingMarks } from './moving-marks.ts'
import { orUnavailable } from './outage.ts'
import { writeRedisHost } from './redis-host.ts'
import { toKeptFields } from './room-hash.ts'
import { roomKeys } from './room-keys.ts'

/** `now`: ms since 1970. */
export interface WriterParts {
  link: RedisLink
  marks: MovingMarks
  now: () => number
}

type Field = string | number

export class RedisHouseWriter implements HouseWriter {
  readonly #link: RedisLink
  readonly #marks: MovingMarks
  readonly #now: () => number
  readonly #scripts: Record<'begin' | 'keep' | 'count' | 'number', RunScript>

  constructor({ link, marks, now }: WriterParts) {
    this.#link = link
    this.#marks = marks
    this.#now = now
    this.#scripts = {
      begin: link.script('beginMovedLog', BEGIN_LOG),
      keep: link.script('keepMovedEntries', KEEP_ENTRIES),
      count: link.script('countPresent', COUNT_PRESENT),
      number: link.script('keepNumber', KEEP_NUMBER),
    }
  }

  keepIdentity(identity: HostIdentity): Promise<void> {
    return writeRedisHost(this.#link, identity)
  }

  async keepAccounts(accounts: readonly Account[]): Promise<void> {
    const { commands, keys } = this.#link
    await all(accounts, ({ login, userId, name, passwordHash }) => [
      commands.hset(keys.person(userId, 'account'), { login, name, passwordHash }),
      commands.hset(keys.login(login), { user: userId, at: 0 }),
    ])
  }

  async keepFamilies(families: readonly KeptFamily[]): Promise<void> {
    const { commands, keys } = this.#link
    await all(families, ({ family, generation, nonce, revokedAt, until }) => {
      const fields = { generation, nonce: nonce ?? '', until }
      const key = keys.family(family)
      const asked: Promise<unknown>[] = [
        commands.hset(key, revokedAt === null ? fields : { ...fields, revokedAt }),
        commands.pexpire(key, Math.max(until - this.#now(), 1)),
      ]
      if (revokedAt !== null)
        asked.push(commands.zadd(revokedFamilies(keys), 0, settled(revokedHint(family, revokedAt))))
      return asked
    })
  }

  async keepRoom(room: KeptRoom): Promise<void> {
    const { commands, keys } = this.#link
    const { roomId, number, pair } = room
    const asked: Promise<unknown>[] = [
      orUnavailable(commands.hset(keys.room(roomId, 'room'), ...toKeptFields(room))),
      this.#scripts.number([keys.host('rooms', 'made')], [number]),
    ]
    if (pair !== null) asked.push(orUnavailable(commands.set(keys.pair(pair), roomId)))
    if (room.kind === 'open' && room.closedAt === null)
      asked.push(orUnavailable(commands.zadd(openRooms(keys), 0, settled(openRoomHint(room, number)))))
    await Promise.all(asked)
  }

  async keepPlaces({ roomId, kind }: KeptRoom, places: readonly KeptPlace[]): Promise<void> {
    await Promise.all([this.#keepInRoom(roomId, places), this.#keepHints(roomId, kind === 'open', places)])
    await this.#scripts.count(roomKeys(this.#link.keys, roomId, 'room', 'present'), [])
  }

  async keepMarks(room: RoomId, marks: readonly KeptMark[]): Promise<void> {
    const fields = marks.flatMap(({ userId, seq }) => [userId, seq])
    await orUnavailable(this.#link.commands.hset(this.#link.keys.room(room, 'marks'), ...fields))
  }

  async beginLog(room: RoomId, epoch: Epoch): Promise<Seq> {
    const { commands, keys } = this.#link
    await orUnavailable(commands.zadd(logIndex(keys), 0, room))
    return Number(await this.#scripts.begin(logKeys(keys, room), [epoch])) as Seq
  }

  async keepEntries(room: RoomId, entries: readonly Entry[]): Promise<void> {
    await this.#scripts.keep(logKeys(this.#link.keys, room), entries.flatMap(argumentsOf))
  }

  passed(room: RoomId): Promise<void> {
    return this.#marks.pass(room)
  }

  reached(): Promise<RoomId | null> {
    return this.#marks.passed()
  }

  async complete(): Promise<void> {}

  /** What of them is in the room's slot. */
  async #keepInRoom(room: RoomId, places: readonly KeptPlace[]): Promise<void> {
    const { commands, keys } = this.#link
    const hash = (part: string, fields: Field[]) => [part, fields, 'hset'] as const
    const order = (part: string, fields: Field[]) => [part, fields, 'zadd'] as const
    const parts = [
      hash(
        'names',
        fieldsOf(places, ({ userId, name }) => [userId, name]),
      ),
      hash(
        'stays',
        fieldsOf(places, ({ userId, stay }) => (stay === 0 ? [] : [userId, stay])),
      ),
      hash(
        'invited',
        fieldsOf(places, ({ userId, invited }) =>
          invited === null ? [] : [userId, JSON.stringify(invited)],
        ),
      ),
      order(
        'present',
        fieldsOf(places, ({ userId, present, entered }) => (present ? [entered, userId] : [])),
      ),
      order(
        'bans',
        fieldsOf(places, ({ userId, bannedAt }) => (bannedAt === null ? [] : [bannedAt, userId])),
      ),
    ]
    const asked = parts.filter(([, fields]) => fields.length > 0)
    await Promise.all(
      asked.map(([part, fields, command]) => {
        const key = keys.room(room, part)
        return orUnavailable(
          command === 'hset' ? commands.hset(key, ...fields) : commands.zadd(key, ...fields),
        )
      }),
    )
  }

  /** What of them is in the indexes by person. */
  async #keepHints(room: RoomId, isOpen: boolean, places: readonly KeptPlace[]): Promise<void> {
    const { commands, keys } = this.#link
    await all(places, ({ userId, present, bannedAt, invited }) => {
      const hints: [index: string, what: string][] = []
      if (present) hints.push([roomsOf(keys, userId), room])
      if (present && isOpen) hints.push([seats(keys), seatHint(userId, room)])
      if (bannedAt !== null) hints.push([bansOf(keys, userId), room])
      if (invited !== null) hints.push([invitationsOf(keys, userId), room])
      return hints.map(([index, what]) => commands.zadd(index, 0, settled(what)))
    })
  }
}

function fieldsOf(places: readonly KeptPlace[], of: (place: KeptPlace) => Field[]): Field[] {
  return places.flatMap(of)
}

/** Everything is asked for in one turn. */
async function all<Each>(list: readonly Each[], ask: (each: Each) => Promise<unknown>[]): Promise<void> {
  await Promise.all(list.flatMap(ask).map((asked) => orUnavailable(asked)))
}

/** See `KEEP_ENTRIES`. */
function argumentsOf(entry: Entry): Field[] {
  const { seq, type, senderId, sender, nonce, sentAt, reason = '', refersTo = '' } = entry
  return [seq, type, senderId, sender, nonce, sentAt, reason, refersTo, textOf(entry)]
}

/** See `logKeys`. */
function textOf({ type, message, editedAt, deleted, refersTo }: Entry): string {
  if (type === 'TALK') return deleted === true ? ' D' : ` T${editedAt ?? ''} ${message}`
  return type === 'EDIT' && message !== '' ? ` E${refersTo ?? ''}` : ''
}
