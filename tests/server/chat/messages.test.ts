// Talking, typing and reading: who may, and what is kept.
import { describe, expect, it } from 'vitest'
import type { Nonce, RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { leaveRoom } from '../../../server/chat/leave-room.ts'
import { markRead } from '../../../server/chat/mark-read.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { showTyping } from '../../../server/chat/show-typing.ts'
import { person, seq } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const A = person('a')
const talk = (message: string, nonce = message) => ({ message, nonce: nonce as Nonce })

async function entered() {
  const room = await openRoom()
  await enterRoom(room.ports, A, room.roomId)
  await room.heard()
  const say = async (message: string, nonce?: string) =>
    (await postMessage(room.ports, A, room.roomId, talk(message, nonce)))()
  return { ...room, say }
}

describe('talking', () => {
  it('[LO1] keeps the text as it was made ready, under the sender’s name', async () => {
    const { say } = await entered()
    const { entry } = await say(' 안녕\r\n하세요 ')
    expect(entry).toMatchObject({
      type: 'TALK',
      seq: 2,
      senderId: 'a',
      sender: A.name,
      message: '안녕\n하세요',
    })
  })

  it('[LO2] with the same nonce again keeps nothing new', async () => {
    const { say, lines } = await entered()
    await say('first', 'n')
    expect(await say('second', 'n')).toMatchObject({ duplicate: true, entry: { seq: 2, message: 'first' } })
    expect(await lines()).toEqual(['ENTER a', 'first'])
  })

  it.each([
    ['BAD_MESSAGE', ' \n'],
    ['BAD_MESSAGE', 'a\0'],
    ['TOO_LONG', 'x'.repeat(LIMITS.messageLength + 1)],
  ])('[CH5] is refused with %s for a text that cannot be kept', async (code, message) => {
    const { say, lines } = await entered()
    await expect(say(message, 'n')).rejects.toMatchObject({ code })
    expect(await lines()).toEqual(['ENTER a'])
  })

  it('[CH4] needs the membership before the text is looked at', async () => {
    const { ports, roomId } = await openRoom()
    const refused = postMessage(ports, A, roomId, talk('x'.repeat(LIMITS.messageLength + 1)))
    await expect(refused).rejects.toMatchObject({ code: 'NOT_A_MEMBER' })
  })

  it('[LO1] takes its place before it is kept: the next one need not wait', async () => {
    const { ports, log, roomId, lines } = await entered()
    log.hold('append')
    const first = (await postMessage(ports, A, roomId, talk('1')))()
    const second = (await postMessage(ports, A, roomId, talk('2')))()
    for (const append of log.held.append.toReversed()) append.go()
    await Promise.all([first, second])
    expect(await lines()).toEqual(['ENTER a', '1', '2'])
  })
})

describe('a message that was found right', () => {
  it('[CH8] is posted by the step that comes with it, and not before', async () => {
    const { ports, roomId, lines } = await entered()
    const post = await postMessage(ports, A, roomId, talk('1'))
    expect(await lines()).toEqual(['ENTER a'])
    await post()
    expect(await lines()).toEqual(['ENTER a', '1'])
  })
})

describe('reading', () => {
  it('[CH6] moves the mark forward, never back, and not past the end, and is told where it moved', async () => {
    const { ports, roomId, say, heard, alarms } = await entered()
    await say('1')
    await say('2')
    const marks: unknown[] = []
    for (const to of [2, 1, 99, 3]) {
      await markRead(ports, A, roomId, seq(to))
      alarms.advance(250)
      marks.push(...(await heard()))
    }
    expect(marks).toEqual(
      [2, 3].map((mark) => ({ type: 'READ', roomId, marks: [{ userId: 'a', seq: mark }] })),
    )
  })
})

describe('typing', () => {
  it('[CH6] [CH8] is told by the step that comes with it, and not kept', async () => {
    const { ports, roomId, heard, lines } = await entered()
    const tell = await showTyping(ports, A, roomId)
    expect(await heard()).toEqual([])
    tell()
    expect(await heard()).toEqual([{ type: 'TYPING', roomId, userId: 'a', name: A.name }])
    expect(await lines()).toEqual(['ENTER a'])
  })
})

describe('membership', () => {
  const acts = [
    [
      'talking',
      (room: Awaited<ReturnType<typeof openRoom>>, id: RoomId) => postMessage(room.ports, A, id, talk('x')),
    ],
    ['typing', (room: Awaited<ReturnType<typeof openRoom>>, id: RoomId) => showTyping(room.ports, A, id)],
    [
      'reading',
      (room: Awaited<ReturnType<typeof openRoom>>, id: RoomId) => markRead(room.ports, A, id, seq(1)),
    ],
  ] as const

  it.each(acts)('[CH4] is needed for %s, before the first stay and after it', async (_what, act) => {
    const room = await openRoom()
    await expect(act(room, room.roomId)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' })
    await enterRoom(room.ports, A, room.roomId)
    await act(room, room.roomId)
    await leaveRoom(room.ports, A, room.roomId)
    await expect(act(room, room.roomId)).rejects.toMatchObject({ code: 'NOT_A_MEMBER' })
  })

  it.each(acts)('[CH4] of a room that is none is NO_SUCH_ROOM for %s', async (_what, act) => {
    const room = await openRoom()
    await expect(act(room, 'none' as RoomId)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })
})
