// What a dialect is: how the clients of an older system speak with this host, as a table. What they do are the chat's own
// use cases, so that everybody sees the same rooms and the same entries in them.
import type { Entry } from '../../../protocol/entry.ts'
import type { MyRoom, Room, SignedIn } from '../../../protocol/rest.ts'
import type { Route } from '../route.ts'

export const DIALECT_NAMES = ['store', 'nicknames', 'board', 'tutorial', 'members'] as const
export type DialectName = (typeof DIALECT_NAMES)[number]

export interface Dialect {
  /** Where its clients come in, see `Caller`. */
  readonly doors: readonly string[]
  /** Whether those who come in there without credentials are guests, who say what they are called with what they send. */
  readonly unnamedGuests: boolean
  /** Its destinations. Those that say no doors hold for those who came in by its own, and elsewhere where no other dialect has the same. */
  readonly routes: readonly Route[]
  /** Whether what is a general destination too is that, for those who came in elsewhere and may use them. */
  readonly yields: boolean
  /** Whether those who came in by its doors may send to each other on general destinations, whatever the host allows others. */
  readonly relays: boolean
  /** A path at which WebSockets without STOMP tell names to all; null where it has none. */
  readonly tellsNamesAt: string | null
  /** Its paths for requests below `/chat`; null where it has none. */
  readonly rest: DialectRest | null
  /** Its paths below `/member`, by which people sign up and log in; null where it has none. */
  readonly accounts: DialectAccounts | null
}

/** Whether a request is for all rooms, those of others that the one who asks is in, their own, one room, or a new one. */
type Showing = 'all-rooms' | 'rooms-joined' | 'rooms-owned' | 'one-room' | 'new-room'

/** Whether it enters a room, leaves it, or says that all in it was read; there is nothing to answer. */
type Doing = 'entering' | 'leaving' | 'reading'

export type RestPath = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `:roomId` stands for a room's id. */
  readonly path: string
} & (
  | { readonly deed: Showing | Doing }
  /** The rooms that the one who asks is in, with what they have not read. */
  | { readonly deed: 'my-rooms'; tells: (room: MyRoom) => object }
  /** The newest messages of a room. */
  | { readonly deed: 'history'; tells: (entry: Entry) => object }
  /** The room with one other person, whose id is in this field of the body or the query. */
  | { readonly deed: 'direct-room'; readonly personField: string; tells: (room: Room) => unknown }
)

export type RestDeed = RestPath['deed']

/** The paths for requests, and what is answered there. */
export interface DialectRest {
  /** Whether its clients say who they are with each request. Of two dialects with the same path that tells which is spoken. */
  readonly signedIn: boolean
  readonly paths: readonly RestPath[]
  /** The fields, of JSON, a form or the query, in which the name of a new room is looked for, in this order. */
  readonly nameFields: readonly string[]
  /** Whether whoever makes a room is thereby in it. */
  readonly makersEnter: boolean
  /** How a room looks. */
  room: (room: Room) => object
  /** What is around a room, around several, and around a refusal, which keeps its status. */
  one: (room: object) => object
  several: (rooms: readonly object[]) => object
  refusal: (code: string, message: string) => object
}

/** Where people sign up and log in, by which fields of JSON or a form, and what is answered there. */
export interface DialectAccounts {
  readonly signUp: string
  readonly logIn: string
  readonly fields: Readonly<Record<'login' | 'password' | 'nickname', string>>
  signedUp: (signedIn: SignedIn) => unknown
  loggedIn: (signedIn: SignedIn) => unknown
}
