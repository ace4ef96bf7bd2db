// A process for killed.test.ts: appends to three rooms in the folder it is given, and prints what was kept, until it is killed.
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../../server/store/sqlite/database.ts'
import { SqliteRoomLog } from '../../../../server/store/sqlite/sqlite-room-log.ts'
import { room, talk } from '../../../contracts/samples.ts'

const folder = process.argv[2] ?? ''
const log = new SqliteRoomLog(openDatabase(folder, { durability: 'process' }), { now: Date.now })

for (let count = 1; ; count += 8) {
  const calls = Array.from({ length: 8 }, (_, index) =>
    log.append(room(`r${index % 3}`), talk(`n${count + index}`)),
  )
  for (const { entry } of await Promise.all(calls)) writeSync(1, `${JSON.stringify(entry)}\n`)
}
