// What an exported room's file says about the room, looked at before anything is made of it.
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { UserId } from '../../protocol/ids.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { Room, RoomExport } from '../../protocol/rest.ts'
import { toRoomName, toTopic, type TextResult } from '../../protocol/text.ts'
import { CopyError } from '../store/copy-error.ts'
import type { ImportedRoom } from '../store/room-import.ts'
import type { HeadName } from './export-reader.ts'
import { Moment } from './moment.ts'

const { format, version, epoch } = RoomExport.properties

const ExportHead = Type.Object({
  format,
  version,
  epoch,
  exportedAt: Moment,
  room: Type.Object({
    ...Room.properties,
    slowMode: Type.Integer({ minimum: 0, maximum: LIMITS.slowestMode }),
    createdAt: Moment,
    closedAt: Type.Union([Moment, Type.Null()]),
  }),
})
export type ExportHead = Static<typeof ExportHead>

const validator = Compile(ExportHead)

/** Throws CopyError for what is no export of a room, or one of a later version: looked at as soon as it is read. */
export function checkHeadPart(file: string, name: HeadName, value: unknown): void {
  if (name === 'format' && value !== format.const) throw noExport(file)
  if (name === 'version' && typeof value === 'number' && value > version.const)
    throw new CopyError(`${file} was written by a later version of this program.`)
}

/** The head, whole and of the right shape. Throws CopyError. */
export function checkHead(file: string, head: Readonly<Partial<Record<HeadName, unknown>>>): ExportHead {
  if (head.format === undefined) throw noExport(file)
  if (validator.Check(head)) return head
  const [fault] = validator.Errors(head)
  throw new CopyError(
    `${file} does not say what an export says: ${fault?.instancePath || 'it'} ${fault?.message}.`,
  )
}

/**
 * The room as it is to be made. One that was closed is for announcements instead: nobody is in it, and nobody can come into a
 * closed one to read. One of two people is private, and needs somebody to own it. `owner` null: whose it was. Throws CopyError
 * where it has no owner that it needs, or a text that no room can have.
 */
export function toImportedRoom({ room }: ExportHead, owner: UserId | null): ImportedRoom {
  if (room.kind === 'direct' && owner === null)
    throw new CopyError('A room of two people is imported for one person alone: say with --owner for whom.')
  const { roomId, slowMode, createdAt } = room
  const kind = room.kind === 'direct' ? 'private' : room.kind
  const ownerId = owner ?? room.ownerId
  const name = textIn('name', toRoomName(room.name))
  const topic = textIn('topic', toTopic(room.topic))
  const announcementOnly = room.announcementOnly || room.closedAt !== null
  return { roomId, name, kind, topic, ownerId, slowMode, announcementOnly, createdAt }
}

function textIn(what: string, result: TextResult): string {
  if (result.ok) return result.text
  throw new CopyError(`The room's ${what} is none that a room can have (${result.fault}).`)
}

function noExport(file: string): CopyError {
  return new CopyError(`${file} is not the export of a room as JSON.`)
}
