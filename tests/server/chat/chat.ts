// The use cases over the memory stores, with the log's lines in short.
import type { RoomId, UserId } from '../../../protocol/ids.ts'
import { seq } from '../../contracts/samples.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

/** A room, its ports, and what is written and signalled in it. */
export async function openRoom() {
  const { ports, createRoom, log, alarms } = bound(new MemoryChat())
  const roomId = await createRoom()
  const signals: object[] = []
  await ports.signals.followRoom(roomId, (signal) => signals.push(signal))
  await ports.signals.followLobby((signal) => signals.push(signal))
  return {
    ports,
    log,
    alarms,
    roomId,
    /** All signals since the last look. */
    heard: async () => {
      await quiet(1)
      return signals.splice(0)
    },
    /** `TYPE sender` or what was said, a line an entry. */
    lines: async (room: RoomId = roomId) => {
      const entries = await ports.log.read(room, { after: seq(0), limit: 1_000 })
      return entries.map(({ type, senderId, message }) => (type === 'TALK' ? message : `${type} ${senderId}`))
    },
    isMember: async (userId: UserId) => (await ports.directory.membership(roomId, userId)).present,
  }
}

function bound(chat: MemoryChat) {
  return { ports: chat.ports, log: chat.log, alarms: chat.alarms, createRoom: () => chat.createRoom() }
}
