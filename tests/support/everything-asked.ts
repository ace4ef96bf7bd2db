// All that the stores of a host can be asked, wherever they are, as one value: two hosts with the same answers are the same host.
import type { RoomId, UserId } from '../../protocol/ids.ts'
import type { Accounts } from '../../server/store/accounts.ts'
import type { Directory } from '../../server/store/directory.ts'
import type { RedisLink } from '../../server/store/redis/link.ts'
import { RedisAccounts } from '../../server/store/redis/redis-accounts.ts'
import { RedisDirectory } from '../../server/store/redis/redis-directory.ts'
import { RedisRoomLog } from '../../server/store/redis/redis-room-log.ts'
import { RedisTokenFamilies } from '../../server/store/redis/redis-token-families.ts'
import type { RoomLog } from '../../server/store/room-log.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { SqliteAccounts } from '../../server/store/sqlite/sqlite-accounts.ts'
import { SqliteDirectory } from '../../server/store/sqlite/sqlite-directory.ts'
import { SqliteRoomLog } from '../../server/store/sqlite/sqlite-room-log.ts'
import { SqliteTokenFamilies } from '../../server/store/sqlite/sqlite-token-families.ts'
import type { TokenFamilies } from '../../server/store/token-families.ts'
import { login, room, seq, span, user } from '../contracts/samples.ts'

export interface Asked {
  log: RoomLog
  directory: Directory
  accounts: Accounts
  tokenFamilies: TokenFamilies
}

/** Whom and what it is about. */
const PEOPLE = ['u', 'v', 'w', 'haneul', 'nobody'].map(user)
const LOGINS = ['haneul', 'areum', 'nobody'].map(login)

/** Of the host in the folder, which is closed again. */
export async function answersIn(folder: string, rooms: readonly string[]): Promise<unknown> {
  const database = openDatabase(folder, { durability: 'process' })
  const stores = {
    log: new SqliteRoomLog(database, { now: Date.now }),
    directory: new SqliteDirectory(database),
    accounts: new SqliteAccounts(database),
    tokenFamilies: new SqliteTokenFamilies(database),
  }
  const answers = await answersOf(stores, rooms)
  await stores.log.close()
  database.close()
  return answers
}

/** Of the host on this link, which stays open. */
export async function answersOn(link: RedisLink, rooms: readonly string[]): Promise<unknown> {
  return answersOf(storesOn(link), rooms)
}

export function storesOn(link: RedisLink): Asked {
  return {
    log: new RedisRoomLog(link, { now: Date.now, reportFailure: () => undefined }),
    directory: new RedisDirectory(link),
    accounts: new RedisAccounts(link),
    tokenFamilies: new RedisTokenFamilies(link),
  }
}

async function answersOf(stores: Asked, ids: readonly string[]): Promise<unknown> {
  const { directory, log, accounts, tokenFamilies } = stores
  const rooms: unknown[] = []
  for (const id of ids.map(room)) rooms.push(await answersAbout(stores, id))
  const people: unknown[] = []
  for (const id of PEOPLE) people.push(await answersAboutPerson(stores, id))
  return {
    rooms,
    people,
    open: await directory.openRooms(),
    seats: await directory.seats(null, 100),
    logs: await log.rooms(null, 100),
    accounts: await Promise.all(LOGINS.map((each) => accounts.find(each))),
    known: [...(await accounts.among(PEOPLE))].sort(),
    revoked: await tokenFamilies.revokedSince(0),
  }
}

async function answersAbout({ directory, log }: Asked, id: RoomId): Promise<unknown> {
  const head = await log.head(id)
  const seqs = span(Math.max(head.first - 2, 0), head.last + 2).map(seq)
  const entries = await log.read(id, { after: seq(0), limit: 1_000 })
  const nonces = span(1, head.last + 2).map((nth) => `n${nth}`)
  return {
    room: await directory.room(id),
    members: await directory.members(id),
    banned: await directory.banned(id),
    standing: await Promise.all(PEOPLE.map((each) => directory.membership(id, each))),
    marks: await Promise.all(PEOPLE.map((each) => directory.readMark(id, each))),
    head,
    entries,
    before: await log.read(id, { before: seq(head.last), limit: 7 }),
    around: await log.read(id, { around: seq(Math.ceil((head.first + head.last) / 2)), limit: 9 }),
    talksAfter: await Promise.all(seqs.map((each) => log.talksAfter(id, each))),
    holds: await Promise.all(
      PEOPLE.flatMap((each) => nonces.map((nonce) => log.holds(id, each, nonce as never))),
    ),
  }
}

async function answersAboutPerson({ directory, accounts }: Asked, id: UserId): Promise<unknown> {
  return {
    stays: await directory.stays(id),
    rooms: (await directory.roomsOf(id)).sort(),
    bans: (await directory.bannedFrom(id)).sort(),
    invitations: await directory.invitations(id),
    anywhere: await directory.memberAnywhere(id),
    account: await accounts.ofPerson(id),
  }
}
