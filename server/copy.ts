// Runs `backup`, `restore` and `import`: tells how far it is on standard error, and on standard output, in one line, what has come of it.
import { setPriority } from 'node:os'
import type { CopyCommand } from './copy-command.ts'
import { importRoom } from './import/import-room.ts'
import { createProgressLine } from './progress-line.ts'
import { CopyError } from './store/copy-error.ts'
import type { CopyWatch, Copied } from './store/copy-watch.ts'
import { DataFolderError } from './store/data-folder.ts'
import type { Imported } from './store/room-import.ts'
import { importInto } from './store/sqlite/import-into.ts'
import { restoreBackup } from './store/sqlite/restore-backup.ts'
import { takeBackup } from './store/sqlite/take-backup.ts'

/** How much a backup gives way to the host that runs beside it, where they have to share a CPU. */
const NICE = 10

/** Resolves with the exit code: 0 when it is done, 1 where it failed or `stop` came first; then nothing is left of it. */
export async function copy(command: CopyCommand, stop: Promise<unknown>): Promise<number> {
  const stopping = new AbortController()
  void stop.then(() => stopping.abort(new CopyError('Stopped before it was done; nothing of it is left.')))
  const line = createProgressLine(process.stderr, () => performance.now())
  try {
    const result = await run(command, { onProgress: line.show, signal: stopping.signal })
    line.end()
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return 0
  } catch (error) {
    line.end()
    if (!(error instanceof CopyError || error instanceof DataFolderError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

/** What is said on standard output. */
type Result =
  | (Copied & { event: 'backed-up'; file: string })
  | (Copied & { event: 'restored'; data: string })
  | (Imported & { event: 'imported'; data: string })

async function run(command: CopyCommand, watch: CopyWatch): Promise<Result> {
  const { dataDir: data, file } = command
  switch (command.action) {
    case 'restore':
      return { event: 'restored', data, ...(await restoreBackup(command, watch)) }
    case 'import':
      return {
        event: 'imported',
        data,
        ...(await importInto(data, (room) => importRoom(command, room, watch))),
      }
    case 'backup':
      setPriority(NICE)
      return { event: 'backed-up', file, ...(await takeBackup(command, watch)) }
  }
}
