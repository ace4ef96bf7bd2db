// A room to take away as a file.
import type { RoomId } from '../../protocol/ids.ts'
import type { ExportQuery, Language } from '../../protocol/rest.ts'
import type { FileAnswer } from './request-file.ts'
import type { SignedRequests } from './signed-requests.ts'

export type ExportFormat = NonNullable<ExportQuery['format']>

/** The whole log of a room. `language`: of the page. Rejects with a RequestFailure. */
export function exportRoom(
  requests: Pick<SignedRequests, 'file'>,
  roomId: RoomId,
  format: ExportFormat,
  language: Language,
): Promise<FileAnswer> {
  return requests.file(`/rooms/${roomId}/export?${new URLSearchParams({ format, lang: language })}`)
}
