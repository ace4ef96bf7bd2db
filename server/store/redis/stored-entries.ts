// How entries stand in Redis, in the scripts' arguments and answers, and in what is published.
import type { Entry, EntryType, LeaveReason } from '../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import { toEntry, type Line } from '../entry-of.ts'
import type { Draft } from '../room-log.ts'

/** A draft with the time when it was taken. */
export interface Post {
  draft: Draft
  /** Milliseconds since 1970. */
  sentAt: number
}

/** An entry of the Stream: its id, which begins with its seq, and its fields with their names. */
export type StreamEntry = [id: string, fields: string[]]

/** Two stretches of a log, with the texts of their entries, as the script that reads answers them where there is a log. */
export type Pages = [
  epoch: Epoch,
  older: StreamEntry[],
  texts: string[],
  newer: StreamEntry[],
  texts: string[],
]

/** What is published: how far a log is, and its newest entries. */
export interface News {
  epoch: Epoch
  last: Seq
  /** In their order, the last of them with the seq `last`; none where they were too large to be told, and have to be read. */
  entries: () => Entry[]
}

/** What the script that appends takes for one draft. */
export function argumentsOf({ draft, sentAt }: Post): (string | number)[] {
  const { type, senderId, sender, message, nonce, reason = '', refersTo = '' } = draft
  return [type, senderId, sender, nonce, sentAt, reason, refersTo, message]
}

/** What a draft has become. `hasEffect` false: an EDIT or DELETE of no message. */
export function entryOf(roomId: RoomId, epoch: Epoch, seq: Seq, post: Post, hasEffect: boolean): Entry {
  const { type, senderId, sender, message, nonce, reason = null, refersTo = null } = post.draft
  const line = { type, roomId, seq, epoch, senderId, sender, message, sentAt: post.sentAt, nonce }
  return toEntry(hasEffect ? line : { ...line, message: '' }, reason, refersTo)
}

/** The entries with their texts, as they are now. The texts are those of the seqs from the first entry's on. */
export function entriesOf(
  roomId: RoomId,
  epoch: Epoch,
  found: readonly StreamEntry[],
  texts: readonly string[],
): Entry[] {
  const [first = 0] = found.map(seqOf)
  return found.map((each) => entryIn(roomId, epoch, each, texts[seqOf(each) - first] ?? ''))
}

/** An entry as it is now. */
export function entryIn(roomId: RoomId, epoch: Epoch, found: StreamEntry, stored: string): Entry {
  const [, type, , senderId, , sender, , nonce, , sentAt, , reason, , refersTo] = found[1]
  const text = textIn(stored)
  const message = text?.message ?? ''
  const parts = [String(seqOf(found)), type, senderId, sender, nonce, sentAt, reason, refersTo, message]
  const entry = toRead(roomId, epoch, parts)
  if (entry.type !== 'TALK') return entry
  if (text === null) entry.deleted = true
  else if (text.editedAt !== null) entry.editedAt = text.editedAt
  return entry
}

function seqOf([id]: StreamEntry): number {
  return Number.parseInt(id, 10)
}

/** Null where there is none, see `logKeys`. */
function textIn(stored: string): { message: string; editedAt: number | null } | null {
  const [, editedAt, message] = /^\d+ T(\d*) (.*)$/s.exec(stored) ?? []
  if (message === undefined) return null
  return { message, editedAt: editedAt === '' ? null : Number(editedAt) }
}

/** Reads what was published: the epoch, the last seq, and the parts of the entries one after the other. */
export function newsIn(roomId: RoomId, message: Buffer): News {
  const parts = new Parts(message)
  const [epoch, last] = [parts.next() as Epoch, Number(parts.next()) as Seq]
  const entries = (): Entry[] => {
    const all: Entry[] = []
    while (!parts.done) all.push(toRead(roomId, epoch, entryParts(parts)))
    return all
  }
  return { epoch, last, entries }
}

/** In the order in which they are published. */
function entryParts(parts: Parts): string[] {
  const [seq, type] = [parts.next(), parts.next()]
  const [senderId, sender, nonce] = [parts.nextText(), parts.nextText(), parts.nextText()]
  const [sentAt, reason, refersTo] = [parts.next(), parts.next(), parts.next()]
  return [seq, type, senderId, sender, nonce, sentAt, reason, refersTo, parts.nextText()]
}

/** Each part stands after its length in bytes and a colon. */
class Parts {
  readonly #message: Buffer
  /** A character for each byte: what is ASCII is read from it, without a call for each part. */
  readonly #latin1: string
  #at = 0

  constructor(message: Buffer) {
    this.#message = message
    this.#latin1 = message.toString('latin1')
  }

  get done(): boolean {
    return this.#at >= this.#latin1.length
  }

  /** The next part, which is ASCII. */
  next(): string {
    const begin = this.#begin()
    return this.#latin1.slice(begin, this.#at)
  }

  /** The next part, which somebody wrote. */
  nextText(): string {
    const begin = this.#begin()
    return this.#message.toString('utf8', begin, this.#at)
  }

  /** Goes behind the next part. Answers where it begins. */
  #begin(): number {
    const begin = this.#latin1.indexOf(':', this.#at) + 1
    this.#at = begin + Number(this.#latin1.slice(this.#at, begin - 1))
    return begin
  }
}
/** The parts of an entry in the order in which they are published; what it has not is empty. */
function toRead(roomId: RoomId, epoch: Epoch, parts: readonly (string | undefined)[]): Entry {
  const [
    seq,
    type,
    senderId = '',
    sender = '',
    nonce = '',
    sentAt,
    reason = '',
    refersTo = '',
    message = '',
  ] = parts
  const line: Line = {
    type: type as EntryType,
    roomId,
    seq: Number(seq) as Seq,
    epoch,
    senderId: senderId as UserId,
    sender,
    message,
    sentAt: Number(sentAt),
    nonce,
  }
  return toEntry(
    line,
    reason === '' ? null : (reason as LeaveReason),
    refersTo === '' ? null : (Number(refersTo) as Seq),
  )
}
