// A process for killed.test.ts: says things, edits them and deletes some, and prints what was kept, until it is killed. Every
// text is the nonce of the entry that brought it.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { deletion, edit } from '../../../contracts/room-log-amend.contract.ts'
import { room, talk } from '../../../contracts/samples.ts'

const folder = process.argv[2] ?? ''
const log = new SqliteRoomLog(openDatabase(folder, { durability: 'process' }), { now: Date.now })
const at = room('r')

for (let count = 1; ; count += 1) {
  const { entry: said } = await log.append(at, talk(`n${count}`, { message: `n${count}` }))
  const changes = [edit(`e${count}`, said.seq, `e${count}`), edit(`f${count}`, said.seq, `f${count}`)]
  if (count % 3 === 0) changes.push(deletion(`d${count}`, said.seq))
  const kept = await Promise.all(changes.map((draft) => log.append(at, draft)))
  for (const { entry } of kept) writeSync(1, `${JSON.stringify(entry)}\n`)
}
