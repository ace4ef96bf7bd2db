// Logs of runs that never were, for tests of the judge: short to write, and as a client would write them.
import type { EntryType } from '../../../../protocol/entry.ts'
import type { Epoch, RoomId, Seq, UserId } from '../../../../protocol/ids.ts'
import type { ClientLog, LogEvent, SeenEntry, Step, Way } from '../log-line.ts'

export const ROOM = 'room' as RoomId

/** An entry as its author wrote it: TALKs have the text that `sent` gives them. */
export interface MadeUp {
  type: EntryType
  sender: string
  nonce: string
}

export const enter = (sender: string, stay = 1): MadeUp => ({ type: 'ENTER', sender, nonce: `enter:${stay}` })
export const leave = (sender: string, stay = 1): MadeUp => ({ type: 'LEAVE', sender, nonce: `leave:${stay}` })
export const talk = (sender: string, nonce: string): MadeUp => ({ type: 'TALK', sender, nonce })

export const person = (name: string): LogEvent => ({ event: 'person', user: name as UserId })

export const sent = (nonce: string, again = false): LogEvent => ({
  event: 'sent',
  room: ROOM,
  nonce,
  message: `text of ${nonce}`,
  again,
})

export const kept = (nonce: string): LogEvent => ({ event: 'kept', room: ROOM, nonce })
export const asked = (step: Step): LogEvent => ({ event: 'asked', room: ROOM, step })
export const granted = (step: Step): LogEvent => ({ event: 'granted', room: ROOM, step })
export const caughtUp = (seq: number): LogEvent => ({ event: 'caught-up', room: ROOM, seq: seq as Seq })
export const gap = (from: number, to: number): LogEvent => ({
  event: 'gap',
  room: ROOM,
  from: from as Seq,
  to: to as Seq,
})
export const END: LogEvent = { event: 'end' }

export function saw(seq: number, entry: MadeUp, way: Way = 'live', epoch = 'epoch'): SeenEntry {
  return {
    event: 'entry',
    way,
    room: ROOM,
    seq: seq as Seq,
    epoch: epoch as Epoch,
    type: entry.type,
    sender: entry.sender as UserId,
    nonce: entry.nonce,
    message: entry.type === 'TALK' ? `text of ${entry.nonce}` : '',
    reason: null,
  }
}

/** Sees all of them, one after the other from `first` on. */
export function sawAll(
  entries: readonly MadeUp[],
  way: Way = 'live',
  first = 1,
  epoch = 'epoch',
): LogEvent[] {
  return entries.map((entry, index) => saw(first + index, entry, way, epoch))
}

/** Reads the room anew. */
export function reloaded(entries: readonly MadeUp[], epoch = 'epoch'): LogEvent[] {
  const read = sawAll(entries, 'history', 1, epoch)
  return [{ event: 'reload', room: ROOM }, ...read, { event: 'reloaded', room: ROOM }]
}

/** Reads the room at the end, and has no more to say. */
export function audited(entries: readonly MadeUp[], epoch = 'epoch'): LogEvent[] {
  const read = sawAll(entries, 'history', 1, epoch)
  return [
    { event: 'audit', room: ROOM, to: entries.length as Seq },
    ...read,
    { event: 'audited', room: ROOM },
    END,
  ]
}

export function logOf(client: string, ...events: (LogEvent | LogEvent[])[]): ClientLog {
  const lines = [person(client), ...events.flat()].map((event, at) => ({ at, ...event }))
  return { client, lines: () => lines }
}
