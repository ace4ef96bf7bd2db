// A process for faults.test.ts: imports the file into the folder until it has read a share of it, and is killed there.
import { importRoom } from '../../../server/import/import-room.ts'
import { importInto } from '../../../server/store/sqlite/import-into.ts'

const [file = '', dataDir = '', until = ''] = process.argv.slice(2)

await importInto(dataDir, (room) =>
  importRoom({ file, owner: null }, room, {
    onProgress: (_step, share) => {
      if (share !== null && share >= Number(until)) process.kill(process.pid, 'SIGKILL')
    },
    signal: new AbortController().signal,
  }),
)
