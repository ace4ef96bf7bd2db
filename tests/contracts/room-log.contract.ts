// What every RoomLog must do. A suite of its own proves what those that outlive their process must do besides.
import { describe } from 'vitest'
import type { OpenLog } from './open-log.ts'
import { amendContract } from './room-log-amend.contract.ts'
import { appendContract } from './room-log-append.contract.ts'
import { followContract } from './room-log-follow.contract.ts'
import { readContract } from './room-log-read.contract.ts'
import { roomsContract, trimContract } from './room-log-trim.contract.ts'

export function roomLogContract(adapter: string, open: OpenLog): void {
  describe(`RoomLog in ${adapter}`, () => {
    appendContract(open)
    readContract(open)
    amendContract(open)
    trimContract(open)
    roomsContract(open)
    followContract(open)
  })
}
