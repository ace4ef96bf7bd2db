// Reads a host at its old and at its new place, and tells whether both are the same, part by part.
import type { RoomId } from '../../protocol/ids.ts'
import { CopyError } from '../store/copy-error.ts'
import type { CopyWatch } from '../store/copy-watch.ts'
import type { HouseReader } from '../store/house.ts'
import type { Carried } from '../store/moving.ts'
import {
  digestOfAccounts,
  digestOfFamilies,
  digestOfIdentity,
  digestOfRoom,
  Lines,
  type Digest,
  type RoomDigest,
} from './digest.ts'
import { inBatches } from './in-batches.ts'

/** Milliseconds for which a sign-in must still last to be compared: others may end on one side while they are. */
const LASTING = 600_000

/** `now`: ms since 1970. */
export interface CompareParts {
  old: HouseReader
  new: HouseReader
  watch: CopyWatch
  now: () => number
}

type Totals = Omit<Carried, 'hash'>

/** What both places have. Rejects with a CopyError that names the first part that they have not alike. */
export async function compare(parts: CompareParts): Promise<Carried> {
  const lines = new Lines()
  const identity = await both(parts, async (reader) => digestOfIdentity(await reader.identity()))
  lines.add(['identity', alike("The host's identity", identity)])
  const accounts = alike('The accounts', await both(parts, (reader) => digestOfAccounts(reader.accounts())))
  const at = parts.now() + LASTING
  const signIns = alike('The sign-ins', await both(parts, (reader) => digestOfFamilies(reader.families(at))))
  for (const { count, hash } of [accounts, signIns]) lines.add([count, hash])
  const totals = {
    rooms: 0,
    entries: 0,
    places: 0,
    readMarks: 0,
    accounts: accounts.count,
    signIns: signIns.count,
  }
  await compareRooms(parts, (room, digest) => {
    lines.add([room, digest.hash])
    add(totals, digest)
  })
  return { ...totals, hash: lines.end().hash }
}

async function compareRooms(
  parts: CompareParts,
  found: (room: RoomId, digest: RoomDigest) => void,
): Promise<void> {
  const tell = await progressOf(parts)
  const others = parts.new.rooms()[Symbol.asyncIterator]()
  for await (const rooms of inBatches(parts.old.rooms())) {
    for (const room of rooms) alike(`Room ${room}`, [room, (await others.next()).value])
    const read = rooms.map((room) => both(parts, (reader) => digestOfRoom(reader, room, tell)))
    for (const [nth, pair] of (await Promise.all(read)).entries()) {
      const room = rooms[nth] as RoomId
      found(room, alike(`Room ${room}`, pair))
    }
  }
  const more = await others.next()
  if (more.done !== true) throw unlike(`Room ${more.value}`)
}

/** Of the old place, and of the new. */
function both<Answer>(
  parts: CompareParts,
  read: (reader: HouseReader) => Promise<Answer>,
): Promise<[Answer, Answer]> {
  return Promise.all([read(parts.old), read(parts.new)])
}

function alike<Part extends string | Digest | RoomDigest>(what: string, [one, other]: [Part, unknown]): Part {
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  throw unlike(what)
}

function unlike(what: string): CopyError {
  return new CopyError(`${what} did not come to be the same: empty the new place, and run migrate again.`)
}

function add(totals: Totals, { entries, places, readMarks }: RoomDigest): void {
  totals.rooms += 1
  totals.entries += entries
  totals.places += places
  totals.readMarks += readMarks
}

/** Tells how many entries more have been read, at either place; throws where the work was stopped. */
async function progressOf({ old, watch }: CompareParts): Promise<(entries: number) => void> {
  const total = 2 * (await old.size()).entries
  let done = 0
  return (entries) => {
    watch.signal.throwIfAborted()
    done += entries
    watch.onProgress('checking', total === 0 ? null : Math.min(done / total, 1))
  }
}
