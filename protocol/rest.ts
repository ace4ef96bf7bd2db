// The REST shapes under /api. The server validates against them and publishes them as OpenAPI; the client types its calls with them.
import Type, { type Static } from 'typebox'
import { Entry } from './entry.ts'
import { EpochSchema, NonceSchema, RoomIdSchema, SeqSchema, UserIdSchema } from './ids.ts'
import { LIMITS } from './limits.ts'

export const User = Type.Object({ userId: UserIdSchema, name: Type.String() })
export type User = Static<typeof User>

/** `GET /api/me`. `login`: of the account, null for a guest. `admin`: looks after the whole host. */
export const Me = Type.Object({
  ...User.properties,
  login: Type.Union([Type.String(), Type.Null()]),
  admin: Type.Boolean(),
})
export type Me = Static<typeof Me>

/** `POST /api/auth/guest`. `password` is the host's, where it has one. */
export const GuestRequest = Type.Object({
  nickname: Type.String({ maxLength: 512 }),
  password: Type.Optional(Type.String({ maxLength: LIMITS.passwordLength })),
})
export type GuestRequest = Static<typeof GuestRequest>

/** Room for a login or a password however it is composed; how long it may be in characters is said when it is looked at. */
const AccountLogin = Type.String({ maxLength: 1_280 })
const AccountPassword = Type.String({ maxLength: 2_560 })

/** `POST /api/auth/login`. `hostPassword` is the host's, where it has one. */
export const LoginRequest = Type.Object({
  login: AccountLogin,
  password: AccountPassword,
  hostPassword: Type.Optional(Type.String({ maxLength: LIMITS.passwordLength })),
})
export type LoginRequest = Static<typeof LoginRequest>

/** `POST /api/auth/signup`. `nickname` is how others will see the person. */
export const SignUpRequest = Type.Object({
  ...LoginRequest.properties,
  nickname: Type.String({ maxLength: 512 }),
})
export type SignUpRequest = Static<typeof SignUpRequest>

/**
 * `POST /api/auth/refresh`. `password` is the host's: needed where it has another one than when the token was given out.
 * `nonce` names this refresh: whoever hears no answer asks again with the same, and not as one who has the token from somewhere.
 */
export const RefreshRequest = Type.Object({
  refreshToken: Type.String({ maxLength: 4_096 }),
  nonce: Type.Optional(NonceSchema),
  password: Type.Optional(Type.String({ maxLength: LIMITS.passwordLength })),
})
export type RefreshRequest = Static<typeof RefreshRequest>

/** What every way of signing in answers. `expiresAt`: when `token` ends, ms since 1970. */
export const SignedIn = Type.Object({
  token: Type.String(),
  refreshToken: Type.String(),
  expiresAt: Type.Integer(),
  user: User,
})
export type SignedIn = Static<typeof SignedIn>

/** `GET /api/host`: what somebody who has not signed in may know. */
export const HostInfo = Type.Object({
  hostId: Type.String(),
  name: Type.String(),
  version: Type.String(),
  /** Whether guests need the host's password. */
  password: Type.Boolean(),
})
export type HostInfo = Static<typeof HostInfo>

/** Who may read and enter: anybody who has signed in; whoever was invited; the two people whom it is for. */
export const RoomKind = Type.Union([Type.Literal('open'), Type.Literal('private'), Type.Literal('direct')])
export type RoomKind = Static<typeof RoomKind>

export const Room = Type.Object({
  roomId: RoomIdSchema,
  /** That of a direct room is the other person's, for each of the two. */
  name: Type.String(),
  kind: RoomKind,
  /** What it is about; empty where nobody has said. */
  topic: Type.String(),
  /** Null where it is nobody's, as every direct room. */
  ownerId: Type.Union([UserIdSchema, Type.Null()]),
  /** Seconds between two messages of one person; 0 where there need be none. */
  slowMode: Type.Integer({ minimum: 0 }),
  /** Whether nobody but the owner may talk. */
  announcementOnly: Type.Boolean(),
  /** How many people are members now. */
  members: Type.Integer({ minimum: 0 }),
  /** Milliseconds since 1970. */
  createdAt: Type.Integer(),
  /** Since when nobody can enter or talk any more, ms since 1970; null while it is open for that. */
  closedAt: Type.Union([Type.Integer(), Type.Null()]),
})
export type Room = Static<typeof Room>

/** `GET /api/rooms/{id}`: the room and where its log stands. `seq` is 0 while the log is empty. */
export const RoomDetail = Type.Object({
  ...Room.properties,
  seq: SeqSchema,
  epoch: EpochSchema,
  /** Whether the one who asks is a member. */
  joined: Type.Boolean(),
})
export type RoomDetail = Static<typeof RoomDetail>

/**
 * A room of the one who asks. `read`: how far they have read, 0 where they never did; `unread`: how many messages came after
 * that, of whomever; notices are none.
 */
export const MyRoom = Type.Object({
  ...Room.properties,
  seq: SeqSchema,
  epoch: EpochSchema,
  read: SeqSchema,
  unread: Type.Integer({ minimum: 0 }),
})
export type MyRoom = Static<typeof MyRoom>

export const MyRoomList = Type.Object({ rooms: Type.Array(MyRoom) })
export type MyRoomList = Static<typeof MyRoomList>

/** `POST /api/rooms/{id}/read`, and its answer: how far the one who asks has read now. */
export const ReadMark = Type.Object({ seq: SeqSchema })
export type ReadMark = Static<typeof ReadMark>

/** The kinds of rooms that people make by name. */
export const NewRoomKind = Type.Union([Type.Literal('open'), Type.Literal('private')])
export type NewRoomKind = Static<typeof NewRoomKind>

/** `POST /api/rooms`: an open room where no kind is given. */
export const CreateRoomRequest = Type.Object({
  name: Type.String({ maxLength: 512 }),
  kind: Type.Optional(NewRoomKind),
})
export type CreateRoomRequest = Static<typeof CreateRoomRequest>

export const RoomList = Type.Object({ rooms: Type.Array(Room) })
export type RoomList = Static<typeof RoomList>

/** `GET /api/rooms/{id}/messages`: at most one of before, after and around; none means the newest page. */
export const HistoryQuery = Type.Object({
  before: Type.Optional(SeqSchema),
  after: Type.Optional(SeqSchema),
  around: Type.Optional(SeqSchema),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageEntries })),
})
export type HistoryQuery = Static<typeof HistoryQuery>

/** A page, ascending by seq. `more`: there are further entries in the direction that was asked for. */
export const HistoryPage = Type.Object({ entries: Type.Array(Entry), more: Type.Boolean() })
export type HistoryPage = Static<typeof HistoryPage>

/** `GET /api/search`. `room`: in this room alone. `cursor`: as the page before had it. */
export const SearchQuery = Type.Object({
  q: Type.String(),
  room: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.searchHits })),
  cursor: Type.Optional(Type.String()),
})
export type SearchQuery = Static<typeof SearchQuery>

/**
 * A message that was found. `snippet`: the part of its text around what was looked for, with an ellipsis where it is cut.
 * `marks`: what was found in the snippet, as stretches of UTF-16 units [start, end), in order, at least one.
 */
export const SearchHit = Type.Object({
  entry: Entry,
  snippet: Type.String(),
  marks: Type.Array(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 2, maxItems: 2 })),
})
export type SearchHit = Static<typeof SearchHit>

/**
 * Newest first. `cursor`: for the page after this one, null where there is none. A page may have fewer hits than were asked
 * for, even none, and a cursor all the same: the host looks for a bounded time.
 */
export const SearchPage = Type.Object({
  hits: Type.Array(SearchHit),
  cursor: Type.Union([Type.String(), Type.Null()]),
})
export type SearchPage = Static<typeof SearchPage>

/** `PATCH /api/rooms/{id}/messages/{seq}`. Only with a `nonce` can it be sent again without being kept twice. */
export const EditRequest = Type.Object({ message: Type.String(), nonce: Type.Optional(NonceSchema) })
export type EditRequest = Static<typeof EditRequest>

/** The languages in which the host itself writes something for people to read. */
export const Language = Type.Union([Type.Literal('ko'), Type.Literal('en')])
export type Language = Static<typeof Language>

/** `GET /api/rooms/{id}/export`: JSON where no format is given. `lang`: of the page; what the browser likes best where it is not given. */
export const ExportQuery = Type.Object({
  format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('html')])),
  lang: Type.Optional(Language),
})
export type ExportQuery = Static<typeof ExportQuery>

/** A room with its whole log, ascending by seq, as it stood at `exportedAt` (ms since 1970). */
export const RoomExport = Type.Object({
  format: Type.Literal('sarangbang-room'),
  version: Type.Literal(1),
  room: Room,
  epoch: EpochSchema,
  exportedAt: Type.Integer(),
  entries: Type.Array(Entry),
})
export type RoomExport = Static<typeof RoomExport>

/** `read`: how far they have read, 0 where they never did. */
export const Member = Type.Object({ ...User.properties, online: Type.Boolean(), read: SeqSchema })
export type Member = Static<typeof Member>

export const MemberList = Type.Object({ members: Type.Array(Member) })
export type MemberList = Static<typeof MemberList>

/** The body of every answer that is not a success. */
export const ErrorBody = Type.Object({ code: Type.String(), message: Type.String() })
export type ErrorBody = Static<typeof ErrorBody>

/**
 * A MESSAGE on `/user/queue/errors`: which command of this session was refused, and why. Null where the frame had none.
 * `retryAfter`: milliseconds after which it may be sent again, where that can be told.
 */
export const RefusalBody = Type.Object({
  code: Type.String(),
  message: Type.String(),
  destination: Type.Union([Type.String(), Type.Null()]),
  nonce: Type.Union([Type.String(), Type.Null()]),
  receipt: Type.Union([Type.String(), Type.Null()]),
  retryAfter: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type RefusalBody = Static<typeof RefusalBody>
