// A room's log as all clients read it at the end: what was receipted is in it, once; nothing is that nobody sent.
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import type { Fault } from './fault.ts'
import { identityOf } from './meanings.ts'
import type { Sighting } from './room-view.ts'
import type { Said, Testimony } from './testimony.ts'

/** The log of a room, in its order. */
export interface JudgedLog {
  room: RoomId
  entries: readonly Sighting[]
}

/** The rooms' logs: each as the first client read it that reached furthest. */
export function logsOf(testimonies: readonly Testimony[]): JudgedLog[] {
  const longest = new Map<RoomId, ReadonlyMap<Seq, Sighting>>()
  for (const { audits } of testimonies)
    for (const [room, { history }] of audits)
      if (history.size > (longest.get(room)?.size ?? -1)) longest.set(room, history)
  return [...longest].map(([room, history]) => ({ room, entries: [...history.values()] }))
}

/** Everybody has read the same log. */
export function sameForAll({ room, entries }: JudgedLog, testimonies: readonly Testimony[]): Fault[] {
  const bySeq = new Map(entries.map((sighting) => [sighting.entry.seq, sighting]))
  return testimonies.flatMap(({ audits }) =>
    [...(audits.get(room)?.history ?? [])].flatMap(([seq, read]) => differing(room, bySeq.get(seq), read)),
  )
}

function differing(room: RoomId, one: Sighting | undefined, other: Sighting): Fault[] {
  if (one !== undefined && identityOf(one.entry) === identityOf(other.entry)) return []
  const [a, b] = [one, other].map((sighting) =>
    sighting === undefined ? 'nothing' : `${identityOf(sighting.entry)} (${sighting.place})`,
  )
  return [{ kind: 'misordered', says: `In ${room} at ${other.entry.seq} one read ${a}, and another ${b}.` }]
}

/** What was receipted is in the log. */
export function receiptsKept({ room, entries }: JudgedLog, testimonies: readonly Testimony[]): Fault[] {
  const there = new Set(entries.map(({ entry }) => `${entry.sender} ${entry.nonce}`))
  return testimonies.flatMap(({ client, user, said }) =>
    [...said.values()]
      .filter((one) => one.room === room && one.kept !== null && !there.has(`${user} ${one.nonce}`))
      .map(({ nonce, kept }) => ({
        kind: 'lost' as const,
        says: `${client} has a receipt for ${nonce} (${kept}), and it is not in the log of ${room} (read at ${entries.at(-1)?.place}).`,
      })),
  )
}

/** Nothing is in the log twice. */
export function onceEach({ room, entries }: JudgedLog): Fault[] {
  const first = new Map<string, Sighting>()
  const faults: Fault[] = []
  for (const sighting of entries) {
    const { sender, nonce, seq } = sighting.entry
    const before = first.get(`${sender} ${nonce}`)
    if (before === undefined) first.set(`${sender} ${nonce}`, sighting)
    else {
      const places = `${before.entry.seq} (${before.place}) and ${seq} (${sighting.place})`
      faults.push({ kind: 'doubled', says: `${nonce} is in ${room} twice, at ${places}.` })
    }
  }
  return faults
}

/** Every message in the log was sent, as it stands there, by whom it says. */
export function nothingInvented({ room, entries }: JudgedLog, testimonies: readonly Testimony[]): Fault[] {
  const people = new Map(testimonies.map((testimony) => [testimony.user, testimony]))
  return entries.flatMap(({ entry, place }) => {
    if (entry.type === 'ENTER' || entry.type === 'LEAVE') return []
    const said = people.get(entry.sender)?.said.get(entry.nonce)
    if (said !== undefined && said.room === room && said.message === entry.message) return []
    return [{ kind: 'invented' as const, says: inventedAs(said, identityOf(entry), `${room}, ${place}`) }]
  })
}

function inventedAs(said: Said | undefined, is: string, where: string): string {
  if (said === undefined) return `Nobody sent ${is} (${where}).`
  return `${is} (${where}) was sent as ${JSON.stringify(said.message)} to ${said.room} (${said.sent}).`
}
