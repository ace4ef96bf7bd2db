// A conversation over a host with one room, for tests.
import type { Entry, RoomMessage } from '../../../protocol/entry.ts'
import type { HistoryPage, HistoryQuery, Member, ReadMark, RoomDetail } from '../../../protocol/rest.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import type { RestClient } from '../../../renderer/connection/rest-client.ts'
import type { WatchOptions } from '../../../renderer/connection/subscription-book.ts'
import { Conversation } from '../../../renderer/state/conversation.svelte.ts'
import { talksBetween } from '../../../renderer/state/left-off.ts'
import { roomOf } from '../../support/room-of.ts'
import { entry, EPOCH, NOON, ROOM, seq, userId } from '../entries.ts'

export const ME = { userId: userId('me'), name: 'Me' }
const PAGE = 3
export const LOG_TOPIC = `/topic/rooms/${ROOM}`

/** A host with one room, whose log the test writes; what is subscribed is delivered by hand. */
export function harness(log: Entry[], { joined = false } = {}) {
  const world = {
    log,
    away: false,
    joined,
    members: [] as Member[],
    /** How often the members were told, and what happens while they are on their way. */
    answered: 0,
    whileAsked: () => {},
    sent: [] as string[],
    receipts: [] as (() => void)[],
    watches: new Map<string, WatchOptions>(),
    again: 0,
    settled: [] as string[],
    marks: [] as number[],
    asked: 0,
    read: 0,
  }
  const answer = <T>(value: T): Promise<T> =>
    world.away ? Promise.reject(new RequestFailure('UNREACHABLE')) : Promise.resolve(value)
  const rest = {
    room: () => {
      world.asked += 1
      return answer(detail(world.log, world.joined))
    },
    messages: (_room: string, query: HistoryQuery = {}) => answer(page(world.log, query)),
    async members() {
      const members = await answer(world.members)
      world.whileAsked()
      world.answered += 1
      return members
    },
  } as unknown as RestClient
  const conversation = new Conversation(ROOM, {
    rest,
    connection: {
      watch(destination, options) {
        world.watches.set(destination, options)
        const stop = () => world.watches.get(destination) === options && world.watches.delete(destination)
        return { stop, again: () => (world.again += 1) }
      },
      send(destination, body, onReceipt) {
        if (destination.endsWith('/read')) return world.marks.push((body as ReadMark).seq) > 0
        world.sent.push(destination)
        if (onReceipt !== undefined) world.receipts.push(onReceipt)
        return true
      },
    },
    outbox: {
      add: (_room, message) => world.sent.push(message),
      remove: (nonce) => world.settled.push(nonce),
      forgetKept: () => {},
    },
    me: ME,
    later: () => () => {},
    onFault: () => {},
    onRead: (to) => (world.read = to),
    async waiting() {
      const last = world.log.at(-1)?.seq ?? seq(0)
      const read = seq(world.read)
      return { seq: last, read, unread: talksBetween(world.log, read, last) }
    },
    soon(callback) {
      callback()
      return () => {}
    },
  })
  const deliver = (message: RoomMessage) => world.watches.get(LOG_TOPIC)?.onBody(message)
  const seqs = () => conversation.newest.entries.map((one) => one.seq)
  return { world, conversation, deliver, seqs }
}

function detail(log: Entry[], joined: boolean): RoomDetail {
  const seqNow = log.at(-1)?.seq ?? seq(0)
  return {
    ...roomOf({ roomId: ROOM, name: 'Room', members: 1, createdAt: NOON }),
    seq: seqNow,
    epoch: log.at(-1)?.epoch ?? EPOCH,
    joined,
  }
}

function page(log: Entry[], { around, before, after }: HistoryQuery): HistoryPage {
  if (after !== undefined) return { entries: log.filter((one) => one.seq > after).slice(0, PAGE), more: true }
  const last = around === undefined ? (before ?? Number.MAX_SAFE_INTEGER) - 1 : around + 1
  const older = log.filter((one) => one.seq <= last)
  return { entries: older.slice(-PAGE), more: older.length > PAGE }
}

/** Messages of somebody else. */
export const logOf = (count: number) => Array.from({ length: count }, (_, at) => entry(at + 1))
export const ownNotice = (place: number, type: 'ENTER' | 'LEAVE') =>
  entry(place, { type, senderId: ME.userId, sender: 'Me' })
