// Turns a room's entries, and one's own that are still on their way, into the rows that a conversation shows.
import type { Entry } from '../../protocol/entry.ts'
import type { Seq, UserId } from '../../protocol/ids.ts'
import type { User } from '../../protocol/rest.ts'
import type { Delivery, OutboxItem } from '../connection/outbox-storage.ts'
import { foldNotices, isNotice, type NoticeLine } from './notice-folding.ts'

/** The first message of a new day stands under this. */
export interface DayRow {
  kind: 'day'
  key: string
  /** A moment of the day, ms since 1970. */
  at: number
}

/** A run of people coming and going, in one row. `first` and `last` are the run's ends. */
export interface NoticeRow {
  kind: 'notice'
  key: string
  first: Seq
  last: Seq
  at: number
  lines: NoticeLine[]
}

export interface TalkRow {
  kind: 'talk'
  key: string
  /** Null while the log does not have it. */
  seq: Seq | null
  nonce: string
  senderId: UserId
  sender: string
  /** Empty where it was deleted. */
  message: string
  edited: boolean
  deleted: boolean
  at: number
  own: boolean
  /** Whether it begins a run of one person's messages, and whether it ends what they said within one minute. */
  opens: boolean
  closes: boolean
  /** It is the first of those that are new: the line stands above it. */
  startsNew: boolean
  delivery: Delivery
}

export type Row = DayRow | NoticeRow | TalkRow

/** Messages of one person that are further apart than this, in milliseconds, are not one run. */
const RUN_PAUSE = 5 * 60_000

const KEPT: Delivery = { state: 'kept' }

/** What of a room's log is here: entries without gaps, and whether there are older ones. */
export interface Stretch {
  entries: readonly Entry[]
  more: boolean
}

/**
 * `me` is whose own messages are marked; `pending` those of this room that the host has not brought back; `firstNew` the message
 * under the line, null where there is none. A row never
 * changes when older entries come before it: the topmost is held back while it is not known what stands above it.
 */
export function toRows(
  { entries: all, more }: Stretch,
  pending: readonly OutboxItem[],
  me: User,
  firstNew: Seq | null = null,
): Row[] {
  // What changes a message is no row of its own.
  const entries = all.filter((entry) => entry.type === 'TALK' || isNotice(entry))
  const timeline = new Timeline()
  const brought = new Set<string>()
  for (let at = 0; at < entries.length;) {
    const run = noticeRun(entries, at)
    const entry = entries[at]
    if (run.length > 0) timeline.addNotices(run)
    else if (entry !== undefined)
      timeline.addTalk({ ...fromEntry(entry, me), startsNew: entry.seq === firstNew })
    if (entry?.senderId === me.userId) brought.add(entry.nonce)
    at += Math.max(1, run.length)
  }
  for (const item of pending) if (!brought.has(item.nonce)) timeline.addPending(fromItem(item, me))
  return more ? withoutTop(timeline.rows) : timeline.rows
}

/** Without the first entry's row, or the first run of notices; all of them where nothing else would be left. */
function withoutTop(rows: Row[]): Row[] {
  const known = rows.slice(rows.findIndex(({ kind }) => kind !== 'day') + 1)
  return known.length > 0 ? known : rows
}

class Timeline {
  readonly rows: Row[] = []
  readonly #days = new Map<string, number>()

  addTalk(row: TalkRow): void {
    this.#startDay(row.at)
    this.#continue(row)
  }

  #continue(row: TalkRow): void {
    const previous = this.rows.at(-1)
    if (previous?.kind === 'talk' && previous.senderId === row.senderId) {
      row.opens = row.startsNew || row.at - previous.at > RUN_PAUSE
      previous.closes = row.opens || minuteOf(previous.at) !== minuteOf(row.at)
    }
    this.rows.push(row)
  }

  /** It stands below what is there, and on its day: which day it will have is for the host's clock to say. */
  addPending(row: TalkRow): void {
    this.#continue({ ...row, at: Math.max(row.at, this.rows.at(-1)?.at ?? 0) })
  }

  addNotices(run: readonly Entry[]): void {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return
    this.#startDay(first.sentAt)
    const ends = { first: first.seq, last: last.seq, at: last.sentAt }
    this.rows.push({ kind: 'notice', key: `notice:${first.seq}`, ...ends, lines: foldNotices(run) })
  }

  /** A host's clock that was set back shows a day twice; the keys still differ. */
  #startDay(at: number): void {
    const day = dayOf(at)
    const previous = this.rows.at(-1)
    if (previous !== undefined && dayOf(previous.at) === day) return
    const times = this.#days.get(day) ?? 0
    this.#days.set(day, times + 1)
    this.rows.push({ kind: 'day', key: `day:${day}:${times}`, at })
  }
}

/** One's own message has the same key before and after the log has it, so that it stays the same row on the screen. */
function fromEntry(entry: Entry, me: User): TalkRow {
  const own = entry.senderId === me.userId
  return {
    kind: 'talk',
    key: own ? `own:${entry.nonce}` : `seq:${entry.seq}`,
    seq: entry.seq,
    nonce: entry.nonce,
    senderId: entry.senderId,
    sender: entry.sender,
    message: entry.message,
    edited: entry.editedAt !== undefined,
    deleted: entry.deleted === true,
    at: entry.sentAt,
    own,
    opens: true,
    closes: true,
    startsNew: false,
    delivery: KEPT,
  }
}

function fromItem({ nonce, message, writtenAt, delivery }: OutboxItem, me: User): TalkRow {
  const who = { senderId: me.userId, sender: me.name, own: true, edited: false, deleted: false }
  const ends = { opens: true, closes: true, startsNew: false }
  const place = { key: `own:${nonce}`, seq: null, nonce, at: writtenAt, ...ends }
  return { kind: 'talk', ...place, ...who, message, delivery }
}

/** The notices of one day that follow each other from an index on; empty where a message stands there. */
function noticeRun(entries: readonly Entry[], from: number): Entry[] {
  const run: Entry[] = []
  for (let at = from; at < entries.length; at += 1) {
    const entry = entries[at]
    if (entry === undefined || entry.type === 'TALK') break
    if (run[0] !== undefined && dayOf(run[0].sentAt) !== dayOf(entry.sentAt)) break
    run.push(entry)
  }
  return run
}

function dayOf(at: number): string {
  return new Date(at).toDateString()
}

function minuteOf(at: number): number {
  return Math.floor(at / 60_000)
}
