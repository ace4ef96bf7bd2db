// A process for open-replicated-search.test.ts: makes a node's index in a folder, and prints a line for every page that it reads of the
// log, until it is killed.
import { writeSync } from 'node:fs'
import { openReplicatedSearch } from '../../../../../server/store/sqlite/replica/open-replicated-search.ts'
import { filledLog } from './filled-log.ts'

const [folder = '', deeds] = process.argv.slice(2)
const log = await filledLog(Number(deeds))
log.way = async (asked) => {
  if (asked === 'read') writeSync(1, 'read\n')
  await new Promise(setImmediate)
}
const fail = (error: unknown) => void writeSync(2, `${String(error)}\n`)
openReplicatedSearch(folder, { log, hostId: 'host', tell: fail, reportFailure: fail })
setInterval(() => undefined, 1_000)
