// Entries for tests: what matters is given, the rest is filled in.
import type { Entry } from '../../protocol/entry.ts'
import type { Epoch, Nonce, RoomId, Seq, UserId } from '../../protocol/ids.ts'

export const ROOM = 'room-1' as RoomId
export const EPOCH = 'epoch-1' as Epoch
/** Noon of a day, local time, so that a few hours either way stay within it. */
export const NOON = new Date(2025, 2, 2, 12).getTime()

export const userId = (text: string) => text as UserId
export const nonce = (text: string) => text as Nonce
export const seq = (value: number) => value as Seq

export function entry(place: number, given: Partial<Entry> = {}): Entry {
  const sender = given.sender ?? 'Mina'
  return {
    type: 'TALK',
    roomId: ROOM,
    seq: seq(place),
    epoch: EPOCH,
    senderId: userId(sender.toLowerCase()),
    sender,
    message: given.type === undefined || given.type === 'TALK' ? `message ${place}` : '',
    sentAt: NOON + place * 1_000,
    nonce: `nonce-${place}`,
    ...given,
  }
}
