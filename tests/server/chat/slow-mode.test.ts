// Slow mode: so much time between two messages of one person, and nothing that was kept is refused for it.
import { describe, expect, it } from 'vitest'
import type { Nonce } from '../../../protocol/ids.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { person } from '../../contracts/samples.ts'
import { MemoryChat } from '../../support/memory-chat.ts'

const [OWNER, A, B] = [person('host'), person('a'), person('b')]

/** A room in which one talks every five seconds. */
async function slowRoom() {
  const chat = new MemoryChat()
  const { ports } = chat
  const roomId = await chat.createRoom()
  for (const each of [OWNER, A, B]) await enterRoom(ports, each, roomId)
  await ports.directory.changeRoom(roomId, { slowMode: 5 })
  const check = (who: typeof A, nonce: string) =>
    postMessage(ports, who, roomId, { message: nonce, nonce: nonce as Nonce })
  const say = async (who: typeof A, nonce: string) => (await (await check(who, nonce))()).duplicate
  return { chat, ports, roomId, check, say }
}

const TOO_FAST = (retryAfter: number) => ({ code: 'TOO_FAST', retryAfter })

describe('slow mode', () => {
  it('[CH22] has each person wait so long after what they said, and not longer', async () => {
    const { chat, say } = await slowRoom()
    await say(A, '1')
    await say(B, '1')
    chat.now += 1_000
    await expect(say(A, '2')).rejects.toMatchObject(TOO_FAST(4_000))
    chat.now += 3_999
    await expect(say(A, '2')).rejects.toMatchObject(TOO_FAST(1))
    chat.now += 1
    expect(await say(A, '2')).toBe(false)
  })

  it('[CH22] counts what is checked: of several at once only the first is taken', async () => {
    const { check } = await slowRoom()
    const checks = await Promise.allSettled([check(A, '1'), check(A, '2')])
    expect(checks.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })

  it('[CH22] takes again at any time what it has kept, and what was about to be kept', async () => {
    const { chat, check, say } = await slowRoom()
    await check(A, '1')
    expect(await say(A, '1')).toBe(false)
    chat.now += 5_000
    await say(A, '2')
    for (const nonce of ['1', '2']) expect(await say(A, nonce)).toBe(true)
    await expect(say(A, '3')).rejects.toMatchObject(TOO_FAST(5_000))
  })

  it('[CH22] is nothing to whoever decides about the room, and to nobody when it has ended', async () => {
    const { ports, roomId, say } = await slowRoom()
    for (const nonce of ['1', '2', '3']) await say(OWNER, nonce)
    ports.roles = { isAdmin: async (userId) => userId === B.userId }
    for (const nonce of ['1', '2', '3']) await say(B, nonce)
    await say(A, '1')
    await ports.directory.changeRoom(roomId, { slowMode: 0 })
    expect(await say(A, '2')).toBe(false)
  })

  it('[CH22] does not count what is no message', async () => {
    const { ports, roomId, say } = await slowRoom()
    const nothing = postMessage(ports, A, roomId, { message: ' ', nonce: 'n' as Nonce })
    await expect(nothing).rejects.toMatchObject({ code: 'BAD_MESSAGE' })
    expect(await say(A, '1')).toBe(false)
  })
})
