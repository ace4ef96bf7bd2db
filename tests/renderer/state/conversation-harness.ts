// A conversation over a host with one room, for tests.
import type { Entry, RoomMessage } from '../../../protocol/entry.ts'
import type { HistoryPage, HistoryQuery, Member, RoomDetail } from '../../../protocol/rest.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import type { RestClient } from '../../../renderer/connection/rest-client.ts'
import type { WatchOptions } from '../../../renderer/connection/subscription-book.ts'
import { Conversation } from '../../../renderer/state/conversation.svelte.ts'
import type { Mark } from '../../../renderer/state/read-marks.ts'
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
    sent: [] as string[],
    receipts: [] as (() => void)[],
    watches: new Map<string, WatchOptions>(),
    again: 0,
    settled: [] as string[],
    marks: [] as Mark[],
    asked: 0,
  }
  const answer = <T>(value: T): Promise<T> =>
    world.away ? Promise.reject(new RequestFailure('UNREACHABLE')) : Promise.resolve(value)
  const rest = {
    room: () => {
      world.asked += 1
      return answer(detail(world.log, world.joined))
    },
    messages: (_room: string, query: HistoryQuery = {}) => answer(page(world.log, query)),
    members: () => answer(world.members),
  } as unknown as RestClient
  const conversation = new Conversation(ROOM, {
    rest,
    connection: {
      watch(destination, options) {
        world.watches.set(destination, options)
        const stop = () => world.watches.get(destination) === options && world.watches.delete(destination)
        return { stop, again: () => (world.again += 1) }
      },
      send(destination, _body, onReceipt) {
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
    soon(callback) {
      callback()
      return () => {}
    },
    onSeen: (_room, mark) => world.marks.push(mark),
    onJoined: () => {},
  })
  const deliver = (message: RoomMessage) => world.watches.get(LOG_TOPIC)?.onBody(message)
  const seqs = () => conversation.entries.map((one) => one.seq)
  return { world, conversation, deliver, seqs }
}

function detail(log: Entry[], joined: boolean): RoomDetail {
  const seqNow = log.at(-1)?.seq ?? seq(0)
  return {
    roomId: ROOM,
    name: 'Room',
    members: 1,
    createdAt: NOON,
    seq: seqNow,
    epoch: log.at(-1)?.epoch ?? EPOCH,
    joined,
  }
}

function page(log: Entry[], { before = seq(Number.MAX_SAFE_INTEGER) }: HistoryQuery): HistoryPage {
  const older = log.filter((one) => one.seq < before)
  return { entries: older.slice(-PAGE), more: older.length > PAGE }
}

/** Messages of somebody else. */
export const logOf = (count: number) => Array.from({ length: count }, (_, at) => entry(at + 1))
export const ownNotice = (place: number, type: 'ENTER' | 'LEAVE') =>
  entry(place, { type, senderId: ME.userId, sender: 'Me' })
