// One room over a log of the test's choice, and short ways to talk in it and to subscribe to it.
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch } from '../../../protocol/ids.ts'
import { Broker } from '../../../server/broker/broker.ts'
import { MemoryRoomLog } from '../../../server/store/memory/memory-room-log.ts'
import type { RoomLog } from '../../../server/store/room-log.ts'
import { room, seq, talk } from '../../contracts/samples.ts'
import { HeldLog } from '../../support/held-log.ts'
import { quiet } from '../../support/turns.ts'
import type { Reader } from './reader.ts'

export const ROOM = room('a')
export const DESTINATION = '/topic/test'

/** `epoch` of `since`: null where the subscriber says none. */
export function roomOn(log: RoomLog) {
  const broker = new Broker(log)
  let count = 0
  const view = { destination: DESTINATION, form: null, render: (entry: Entry) => JSON.stringify(entry) }
  return {
    say: async (times = 1) => {
      for (let time = 0; time < times; time += 1) await log.append(ROOM, talk(`n${(count += 1)}`))
      await quiet(1)
    },
    live: (reader: Reader) => broker.room(ROOM, view, null).attach(reader),
    since: (reader: Reader, from: number, epoch: string | null = null) =>
      broker.room(ROOM, view, { seq: seq(from), epoch: epoch as Epoch | null }).attach(reader),
  }
}

/** A room over a memory log whose answers can be held. */
export function open() {
  const log = new HeldLog(new MemoryRoomLog({ now: () => 1 }))
  return { log, ...roomOn(log) }
}
