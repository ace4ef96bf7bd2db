// A process for restore-backup.test.ts: restores the file into the folder until it has copied a share of it, and is killed there.
import { restoreBackup } from '../../../../server/store/sqlite/restore-backup.ts'

const [file = '', dataDir = '', until = ''] = process.argv.slice(2)

await restoreBackup(
  { file, dataDir },
  {
    onProgress: (step, share) => {
      if (step === 'copying' && share === Number(until)) process.kill(process.pid, 'SIGKILL')
    },
    signal: new AbortController().signal,
  },
)
