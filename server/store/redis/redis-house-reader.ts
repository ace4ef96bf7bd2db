// Reads a whole host out of Redis. It has no order of its own and no list of all there is: keys are looked through.
import { randomUUID } from 'node:crypto'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Login, Nonce, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import type { Account } from '../accounts.ts'
import type { KeptFamily } from '../family-step.ts'
import type { HostIdentity } from '../host-identity.ts'
import type { HouseReader, HouseSize, KeptMark, KeptPlace, KeptRoom } from '../house.ts'
import { pairKey } from '../pair-key.ts'
import type { LogHead } from '../room-log.ts'
import { END_EPOCH, STANDS } from './house-scripts.ts'
import { inOrder } from './in-order.ts'
import type { RedisLink, RunScript } from './link.ts'
import { logKeys } from './log-keys.ts'
import { HEAD, READ } from './log-scripts.ts'
import { orUnavailable } from './outage.ts'
import { readRedisHost } from './redis-host.ts'
import { toKeptRoom } from './room-hash.ts'
import { fieldsIn, keysLike } from './scans.ts'
import { entriesOf, type Pages } from './stored-entries.ts'

/** Entries that are read at a time. */
const PAGE = 200

/** The parts of a room by which it is found: the room itself, and its log. */
const FOUND_BY = ['room', 'head', 'entries']

/** `old`: the house is moved out of, so that a log that Redis may have lost the end of begins its new epoch now. */
export class RedisHouseReader implements HouseReader {
  readonly #link: RedisLink
  readonly #isOld: boolean
  readonly #scripts: Record<'head' | 'stands' | 'read' | 'endEpoch', RunScript>

  constructor(link: RedisLink, which: 'old' | 'new') {
    this.#link = link
    this.#isOld = which === 'old'
    this.#scripts = {
      head: link.script('headOfLog', HEAD),
      stands: link.script('standsOfLog', STANDS),
      read: link.script('readLog', READ),
      endEpoch: link.script('endEpochOfLog', END_EPOCH),
    }
  }

  async identity(): Promise<HostIdentity> {
    const identity = await readRedisHost(this.#link)
    if (identity === null) throw new Error('There is no host any more.')
    return identity
  }

  async size(): Promise<HouseSize> {
    const size = { rooms: 0, entries: 0 }
    for await (const rooms of this.#pagesOfRooms()) {
      const heads = await Promise.all(rooms.map((room) => this.#stands(room)))
      size.rooms += rooms.length
      for (const head of heads)
        size.entries += head === null || head.last === 0 ? 0 : head.last - head.first + 1
    }
    return size
  }

  async *accounts(): AsyncIterable<Account[]> {
    for await (const ids of this.#idsOf('people', ['account'])) {
      const found = await Promise.all(ids.map((id) => this.#account(id as UserId)))
      const accounts = found.filter((account) => account !== null)
      if (accounts.length > 0) yield accounts
    }
  }

  async *families(at: number): AsyncIterable<KeptFamily[]> {
    for await (const ids of this.#idsOf('families', ['family'])) {
      const found = await Promise.all(ids.map((id) => this.#family(id)))
      const families = found.filter((family) => family !== null && family.until > at) as KeptFamily[]
      if (families.length > 0) yield families
    }
  }

  async *rooms(): AsyncIterable<RoomId> {
    for await (const page of this.#pagesOfRooms()) yield* page
  }

  async room(room: RoomId): Promise<KeptRoom | null> {
    const { commands, keys } = this.#link
    const kept = toKeptRoom(room, await orUnavailable(commands.hgetall(keys.room(room, 'room'))))
    return kept?.kind === 'direct' ? { ...kept, pair: await this.#pairOf(room) } : kept
  }

  async *places(room: RoomId): AsyncIterable<KeptPlace[]> {
    const names = this.#link.keys.room(room, 'names')
    for await (const people of inOrder(() => fieldsIn(this.#link, names)))
      yield await this.#placesOf(room, people)
  }

  async *marks(room: RoomId): AsyncIterable<KeptMark[]> {
    const { commands, keys } = this.#link
    const marks = keys.room(room, 'marks')
    for await (const people of inOrder(() => fieldsIn(this.#link, marks))) {
      const seqs = await orUnavailable(commands.hmget(marks, ...people))
      yield people.map((user, nth) => ({ userId: user as UserId, seq: Number(seqs[nth] ?? 0) as Seq }))
    }
  }

  async head(room: RoomId): Promise<LogHead | null> {
    if (!this.#isOld) return this.#stands(room)
    const [head, entries] = logKeys(this.#link.keys, room)
    if ((await orUnavailable(this.#link.commands.exists(head, entries))) === 0) return null
    const answer = await this.#scripts.head(this.#keysOfLog(room), [randomUUID()])
    const [epoch, , first, last] = answer as [Epoch, number, string, string]
    return toHead(epoch, first, last)
  }

  async *entries(room: RoomId, after: Seq): AsyncIterable<Entry[]> {
    for (let last = after; ;) {
      const asked = [0, 0, last + 1, PAGE]
      const answer = (await this.#scripts.read(this.#keysOfLog(room), asked)) as Pages | []
      const [epoch, , , found = [], texts = []] = answer
      if (epoch === undefined || found.length === 0) return
      const page = entriesOf(room, epoch, found, texts)
      yield page
      last = page.at(-1)?.seq ?? last
    }
  }

  /** See `OldHouse.endEpochs`. */
  async endEpochs(): Promise<void> {
    for await (const rooms of this.#pagesOfRooms())
      await Promise.all(rooms.map((room) => this.#scripts.endEpoch(this.#keysOfLog(room), [])))
  }

  #pagesOfRooms(): AsyncIterable<RoomId[]> {
    return this.#idsOf('rooms', FOUND_BY) as AsyncIterable<RoomId[]>
  }

  /** Of all keys of this kind that are one of these parts, in order. */
  #idsOf(kind: 'rooms' | 'people' | 'families', parts: readonly string[]): AsyncIterable<string[]> {
    const { keys } = this.#link
    const [part = '*', ...others] = parts
    const pattern = keys.every(kind, others.length === 0 ? part : '*')
    const all = async function* (link: RedisLink): AsyncGenerator<string[]> {
      for await (const found of keysLike(link, pattern)) {
        const ids = found.map((key) => keys.partsOf(key)).filter((each) => parts.includes(each.part))
        yield ids.map(({ id }) => id)
      }
    }
    return inOrder(() => all(this.#link))
  }

  async #account(userId: UserId): Promise<Account | null> {
    const { commands, keys } = this.#link
    const fields = await orUnavailable(commands.hgetall(keys.person(userId, 'account')))
    const { login, name, passwordHash } = fields
    if (login === undefined || name === undefined || passwordHash === undefined) return null
    return { login: login as Login, userId, name, passwordHash }
  }

  /** Null where it has ended meanwhile. */
  async #family(family: string): Promise<KeptFamily | null> {
    const { commands, keys } = this.#link
    const fields = await orUnavailable(commands.hgetall(keys.family(family)))
    const { generation, nonce = '', revokedAt, until } = fields
    if (generation === undefined || until === undefined) return null
    return {
      family,
      generation: Number(generation),
      nonce: nonce === '' ? null : (nonce as Nonce),
      revokedAt: revokedAt === undefined ? null : Number(revokedAt),
      until: Number(until),
    }
  }

  async #placesOf(room: RoomId, people: readonly string[]): Promise<KeptPlace[]> {
    const { commands, keys } = this.#link
    const fields = (part: string) => orUnavailable(commands.hmget(keys.room(room, part), ...people))
    const scores = (part: string) => orUnavailable(commands.zmscore(keys.room(room, part), ...people))
    const [names, stays, invited, entered, bans] = await Promise.all([
      fields('names'),
      fields('stays'),
      fields('invited'),
      scores('present'),
      scores('bans'),
    ])
    return people.map((user, nth) => ({
      userId: user as UserId,
      name: names[nth] ?? '',
      present: typeof entered[nth] === 'string',
      stay: Number(stays[nth] ?? 0),
      entered: Number(entered[nth] ?? 0),
      bannedAt: typeof bans[nth] === 'string' ? Number(bans[nth]) : null,
      invited: JSON.parse(invited[nth] ?? 'null') as KeptPlace['invited'],
    }))
  }

  /** The two who were let into it first are found by their names: nobody else ever is. */
  async #pairOf(room: RoomId): Promise<string | null> {
    const { commands, keys } = this.#link
    const people = await orUnavailable(commands.hkeys(keys.room(room, 'names')))
    const [one, other = one] = people.map((id): User => ({ userId: id as UserId, name: '' }))
    if (one === undefined || other === undefined) return null
    const pair = pairKey([one, other])
    return (await orUnavailable(commands.get(keys.pair(pair)))) === room ? pair : null
  }

  async #stands(room: RoomId): Promise<LogHead | null> {
    const answer = await this.#scripts.stands(this.#keysOfLog(room), [])
    const [epoch, first, last] = answer as [Epoch, string, string] | []
    return epoch === undefined ? null : toHead(epoch, first ?? '0', last ?? '0')
  }

  #keysOfLog(room: RoomId): string[] {
    return logKeys(this.#link.keys, room)
  }
}

function toHead(epoch: Epoch, first: string, last: string): LogHead {
  return { epoch, first: Number(first) as Seq, last: Number(last) as Seq }
}
