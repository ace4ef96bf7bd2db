// What a host keeps in one form, whatever the store: a line for each thing, in the order of the reader, and the SHA-256 of those.
import { createHash, type Hash } from 'node:crypto'
import type { Entry } from '../../protocol/entry.ts'
import type { RoomId, Seq } from '../../protocol/ids.ts'
import type { Account } from '../store/accounts.ts'
import type { KeptFamily } from '../store/family-step.ts'
import type { HostIdentity } from '../store/host-identity.ts'
import type { HouseReader, KeptMark, KeptPlace, KeptRoom } from '../store/house.ts'

/** Of a list, or of one thing. `count`: how many lines. */
export interface Digest {
  count: number
  hash: string
}

/** Of a room: all that is kept of it, and how much that is. */
export interface RoomDigest {
  places: number
  readMarks: number
  entries: number
  hash: string
}

const START = 0 as Seq

export function digestOfIdentity({ version, hostId, name, signingKey, createdAt }: HostIdentity): string {
  return new Lines().add([version, hostId, name, signingKey, createdAt]).end().hash
}

export function digestOfAccounts(accounts: AsyncIterable<Account[]>): Promise<Digest> {
  return digestOfPages(accounts, ({ userId, login, name, passwordHash }) => [
    userId,
    login,
    name,
    passwordHash,
  ])
}

export function digestOfFamilies(families: AsyncIterable<KeptFamily[]>): Promise<Digest> {
  return digestOfPages(families, ({ family, generation, nonce, revokedAt, until }) => [
    family,
    generation,
    nonce,
    revokedAt,
    until,
  ])
}

/** `tell`: is called with how many more entries have been read. */
export async function digestOfRoom(
  reader: HouseReader,
  room: RoomId,
  tell: (entries: number) => void,
): Promise<RoomDigest> {
  const lines = new Lines()
  const about = await reader.room(room)
  lines.add(about === null ? null : lineOfRoom(about))
  const places = await digestOfPages(reader.places(room), lineOfPlace)
  const marks = await digestOfPages(reader.marks(room), ({ userId, seq }: KeptMark) => [userId, seq])
  const head = await reader.head(room)
  lines.add(head === null ? null : [head.epoch, head.first, head.last])
  const entries = await digestOfPages(reader.entries(room, START), lineOfEntry, tell)
  for (const { count, hash } of [places, marks, entries]) lines.add([count, hash])
  return {
    places: places.count,
    readMarks: marks.count,
    entries: entries.count,
    hash: lines.end().hash,
  }
}

/** Of parts, in their order. */
export class Lines {
  readonly #hash: Hash = createHash('sha256')
  #count = 0

  add(line: readonly unknown[] | null): this {
    this.#hash.update(`${JSON.stringify(line)}\n`)
    this.#count += 1
    return this
  }

  /** Nothing may be added after this. */
  end(): Digest {
    return { count: this.#count, hash: this.#hash.digest('hex') }
  }
}

async function digestOfPages<Each>(
  pages: AsyncIterable<readonly Each[]>,
  lineOf: (each: Each) => unknown[],
  tell: (count: number) => void = () => undefined,
): Promise<Digest> {
  const lines = new Lines()
  for await (const page of pages) {
    for (const each of page) lines.add(lineOf(each))
    tell(page.length)
  }
  return lines.end()
}

/** But for its number, which only orders rooms of the same age, and may be another one (see `HouseWriter`). */
function lineOfRoom(room: KeptRoom): unknown[] {
  const { roomId, name, kind, topic, ownerId, slowMode, announcementOnly, createdAt, createdBy } = room
  const { closedAt, pair } = room
  return [
    roomId,
    name,
    kind,
    topic,
    ownerId,
    slowMode,
    announcementOnly,
    createdAt,
    createdBy,
    closedAt,
    pair,
  ]
}

function lineOfPlace({ userId, name, present, stay, entered, bannedAt, invited }: KeptPlace): unknown[] {
  const invitation = invited === null ? null : [invited.by.userId, invited.by.name, invited.at]
  return [userId, name, present, stay, entered, bannedAt, invitation]
}

function lineOfEntry(entry: Entry): unknown[] {
  const { seq, type, senderId, sender, message, sentAt, nonce } = entry
  const { reason = null, refersTo = null, editedAt = null, deleted = false } = entry
  return [seq, type, senderId, sender, message, sentAt, nonce, reason, refersTo, editedAt, deleted]
}
