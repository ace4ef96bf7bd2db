// What an imported room is put into: a store takes its entries first, one by one, and the room at last.
import type { Entry } from '../../protocol/entry.ts'
import type { Login, RoomId, UserId } from '../../protocol/ids.ts'
import type { Room } from '../../protocol/rest.ts'

/** A room to be made for its entries. `roomId`: the one that it had. */
export type ImportedRoom = Pick<
  Room,
  'roomId' | 'name' | 'kind' | 'topic' | 'ownerId' | 'slowMode' | 'announcementOnly' | 'createdAt'
>

/** One room on its way into a store. Nothing of it is there before it is whole; whoever has opened the store keeps it then, or undoes it. */
export interface RoomImport {
  /** Who has the account with this login; null where nobody has. */
  personOf(login: Login): UserId | null
  /**
   * Takes an entry with the seq that it has; they come ascending, without gaps. A TALK is taken as it stands, and so is the EDIT
   * that gave it its text; one without a text has no effect. False where its sender had its nonce in the room before.
   */
  add(entry: Entry): boolean
  /** Makes the room of what was added, and answers its id: another one where the store has that already. Nobody is in it. */
  finish(room: ImportedRoom): RoomId
}

/** What has come of an import. */
export interface Imported {
  roomId: RoomId
  /** The id that the file has. */
  exportedRoomId: RoomId
  name: string
  entries: number
}
