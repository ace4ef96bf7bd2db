// The identifiers that cross the wire, each with a type of its own so that one cannot be passed for another.
import Type from 'typebox'

declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** Names a room for ever. Made by the server; URL-safe, so it stands in a destination as it is. */
export type RoomId = Branded<string, 'RoomId'>
/** Names a person, guest or account, on all their devices. */
export type UserId = Branded<string, 'UserId'>
/** An entry's place in its room's log: 1, 2, 3 … without gaps within one epoch. */
export type Seq = Branded<number, 'Seq'>
/** Names one life of a room's log. A new epoch means that seqs seen before it say nothing about this log. */
export type Epoch = Branded<string, 'Epoch'>
/** What the owner of an account signs in with, folded so that no two accounts have logins that differ in case alone. */
export type Login = Branded<string, 'Login'>
/** Chosen by the client for one message, and kept when it resends it: the server keeps one entry per (sender, nonce). */
export type Nonce = Branded<string, 'Nonce'>

const ID_PATTERN = '^[A-Za-z0-9_-]{1,64}$'
const idPattern = new RegExp(ID_PATTERN)
// What URLs leave as it is (RFC 3986 §2.3): a UUID, and whatever other mark a client finds handy.
const NONCE_PATTERN = '^[A-Za-z0-9._~-]{1,64}$'

export const RoomIdSchema = Type.Unsafe<RoomId>(Type.String({ pattern: ID_PATTERN }))
export const UserIdSchema = Type.Unsafe<UserId>(Type.String({ pattern: ID_PATTERN }))
export const SeqSchema = Type.Unsafe<Seq>(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))
export const EpochSchema = Type.Unsafe<Epoch>(Type.String({ pattern: ID_PATTERN }))
export const NonceSchema = Type.Unsafe<Nonce>(Type.String({ pattern: NONCE_PATTERN }))

/** The text as a room's id, or null where no room can have such an id. */
export function toRoomId(text: string): RoomId | null {
  return idPattern.test(text) ? (text as RoomId) : null
}

/** Whether somebody can have this id. */
export function isUserId(text: string): text is UserId {
  return idPattern.test(text)
}

/** The decimal text of a header or a query as a seq (0 means "before the first entry"), or null where it is none. */
export function toSeq(text: string): Seq | null {
  if (!/^\d{1,16}$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? (value as Seq) : null
}
