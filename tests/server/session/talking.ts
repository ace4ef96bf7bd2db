// Somebody in a room whose log waits to be let go with every append.
import { MemoryChat, type MemoryChatOptions } from '../../support/memory-chat.ts'

export async function talking(options: MemoryChatOptions = {}) {
  const chat = new MemoryChat(options)
  const roomId = await chat.createRoom()
  const client = await chat.member('haneul', roomId)
  chat.log.hold('append')
  const finish = (): void => {
    for (const session of chat.sessions) session.finish('SHUTTING_DOWN')
  }
  return { chat, roomId, client, finish, appends: chat.log.held.append }
}
