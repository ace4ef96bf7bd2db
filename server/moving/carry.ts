// Carries a whole host from one store into another: people, then room by room, then sign-ins.
import type { Seq, RoomId } from '../../protocol/ids.ts'
import type { CopyWatch } from '../store/copy-watch.ts'
import type { HouseReader, HouseWriter } from '../store/house.ts'
import type { LogHead } from '../store/room-log.ts'
import { inBatches } from './in-batches.ts'

/** `now`: ms since 1970. */
export interface CarryParts {
  from: HouseReader
  to: HouseWriter
  watch: CopyWatch
  now: () => number
}

/** Goes on where it was interrupted: with the first room that is not all there, after the last entry that is. */
export async function carry(parts: CarryParts): Promise<void> {
  const { from, to, watch, now } = parts
  await to.keepIdentity(await from.identity())
  for await (const accounts of from.accounts()) await to.keepAccounts(accounts)
  await carryRooms(parts)
  // Last: they end by themselves, some of them while the rooms are carried.
  for await (const families of from.families(now())) await to.keepFamilies(families)
  await to.complete(watch)
}

async function carryRooms(parts: CarryParts): Promise<void> {
  const { from, to } = parts
  const reached = await to.reached()
  const told = await progressOf(parts)
  for await (const rooms of inBatches(from.rooms())) {
    const last = rooms.at(-1)
    await Promise.all(rooms.map((room) => carryRoom(parts, room, reached !== null && room <= reached, told)))
    if (last !== undefined && (reached === null || last > reached)) await to.passed(last)
  }
}

/** What was carried before is only counted. */
async function carryRoom(
  { from, to }: CarryParts,
  room: RoomId,
  isThere: boolean,
  told: (entries: number) => void,
): Promise<void> {
  const head = await from.head(room)
  if (isThere) return told(lengthOf(head))
  const kept = await from.room(room)
  if (kept !== null) {
    await to.keepRoom(kept)
    for await (const places of from.places(room)) await to.keepPlaces(kept, places)
    for await (const marks of from.marks(room)) await to.keepMarks(room, marks)
  }
  if (head === null) return told(0)
  const last = await to.beginLog(room, head.epoch)
  told(lengthOf({ ...head, last }))
  for await (const entries of from.entries(room, last)) {
    await to.keepEntries(room, entries)
    told(entries.length)
  }
}

/** Tells how many entries more have come; throws where the work was stopped. */
async function progressOf({ from, watch }: CarryParts): Promise<(entries: number) => void> {
  const total = (await from.size()).entries
  let done = 0
  return (entries) => {
    watch.signal.throwIfAborted()
    done += entries
    watch.onProgress('moving', total === 0 ? null : Math.min(done / total, 1))
  }
}

function lengthOf(head: LogHead | null): number {
  const nothing = 0 as Seq
  const { first, last } = head ?? { first: nothing, last: nothing }
  return last === 0 ? 0 : last - first + 1
}
