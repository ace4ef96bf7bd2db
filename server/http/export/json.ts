// An exported room as JSON, for programs: one entry a line.
import type { RoomExport } from '../../../protocol/rest.ts'
import type { ExportedRoom } from '../../chat/export-room.ts'

/** The parts of a `RoomExport`. It is JSON when all of them are put together, and not before: the last one closes it. */
export async function* renderJson({ room, epoch, exportedAt, pages }: ExportedRoom): AsyncGenerator<string> {
  const head: Omit<RoomExport, 'entries'> = { format: 'sarangbang-room', version: 1, room, epoch, exportedAt }
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`
  let separator = '\n'
  for await (const page of pages) {
    yield separator + page.map((entry) => JSON.stringify(entry)).join(',\n')
    separator = ',\n'
  }
  yield '\n]}\n'
}
