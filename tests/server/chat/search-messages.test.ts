// Finding what was said: by whom, in which rooms, and what cannot be asked.
import { describe, expect, it } from 'vitest'
import type { Nonce, RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { createRoom } from '../../../server/chat/create-room.ts'
import { deleteMessage } from '../../../server/chat/delete-message.ts'
import { editMessage } from '../../../server/chat/edit-message.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { postMessage } from '../../../server/chat/post-message.ts'
import { searchMessages } from '../../../server/chat/search-messages.ts'
import { person, seq } from '../../contracts/samples.ts'
import { openRoom } from './chat.ts'

const [A, B, C] = [person('a'), person('b'), person('c')]
const NO_SUCH_ROOM = 'There is no such room.'

async function talkedIn(...texts: string[]) {
  const { ports, roomId } = await openRoom()
  const say = async (room: RoomId, message: string) => {
    await enterRoom(ports, A, room)
    const post = await postMessage(ports, A, room, { message, nonce: `n ${message}` as Nonce })
    await post()
  }
  for (const text of texts) await say(roomId, text)
  const search = (query: Parameters<typeof searchMessages>[2]) => searchMessages(ports, B.userId, query)
  const found = async (q: string, room?: string) => {
    const { hits } = await search(room === undefined ? { q } : { q, room })
    return hits.map(({ entry }) => entry.message)
  }
  return { ports, roomId, say, search, found }
}

describe('searchMessages', () => {
  it('[SR1] finds by a query in whatever form it is written', async () => {
    const { found } = await talkedIn('그대화가', 'Café')
    expect(await found(' 대화 '.normalize('NFD'))).toEqual(['그대화가'])
    expect(await found('CAFE\u0301')).toEqual(['Café'])
  })

  it('[SR1] answers the entries as they stand in the log, with the place of what was found', async () => {
    const { ports, roomId, search } = await talkedIn('그대화가')
    const [, entry] = await ports.log.read(roomId, { after: seq(0), limit: 2 })
    expect(await search({ q: '대화' })).toEqual({
      hits: [{ entry, snippet: '그대화가', marks: [[1, 3]] }],
      cursor: null,
    })
  })

  it('[SR3] looks in all rooms, or in the one that is named', async () => {
    const { ports, roomId, say, found } = await talkedIn('여기 말')
    const other = await createRoom(ports, A, '다른 방')
    await say(other.roomId, '저기 말')
    expect(await found('말')).toEqual(['저기 말', '여기 말'])
    expect(await found('말', roomId)).toEqual(['여기 말'])
    expect(await found('말', other.roomId)).toEqual(['저기 말'])
  })

  it.each(['none', 'no room', '', 'x'.repeat(65)])('[SR3] refuses %j, which is no room', async (room) => {
    const { found } = await talkedIn('말')
    await expect(found('말', room)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })

  it('[SR3] finds nothing in a room that one may not read, whether it is named or not', async () => {
    const { ports, roomId, say, found } = await talkedIn('여기 말')
    const secret = await createRoom(ports, A, '비밀', 'private')
    const { roomId: direct } = await ports.directory.openDirectRoom(
      { roomId: 'ac' as RoomId, createdAt: 1 },
      [A, C],
    )
    for (const each of [secret.roomId, direct]) await say(each, '몰래 한 말')
    await ports.directory.ban(roomId, C, 1)
    expect(await found('말')).toEqual(['여기 말'])
    for (const each of [secret.roomId, direct])
      await expect(found('말', each)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM', message: NO_SUCH_ROOM })
    const foundBy = async ({ userId }: typeof A) =>
      (await searchMessages(ports, userId, { q: '말' })).hits.map(({ entry }) => entry.message)
    expect(await foundBy(A)).toEqual(['몰래 한 말', '몰래 한 말', '여기 말'])
    expect(await foundBy(C)).toEqual(['몰래 한 말'])
    await expect(searchMessages(ports, C.userId, { q: '말', room: roomId })).rejects.toMatchObject({
      code: 'BANNED',
    })
  })

  it('[SR3] finds what was said in a room that was closed only for those who are in it', async () => {
    const { ports, roomId, found } = await talkedIn('여기 말')
    await ports.directory.changeRoom(roomId, { closedAt: 1 })
    expect(await found('말')).toEqual([])
    await expect(found('말', roomId)).rejects.toMatchObject({ code: 'ROOM_CLOSED' })
    expect((await searchMessages(ports, A.userId, { q: '말' })).hits).toHaveLength(1)
  })

  it('[SR2] finds a message by the text that it has now', async () => {
    const { ports, roomId, found } = await talkedIn('옛 말', '다른 말')
    const edit = await editMessage(ports, A, roomId, {
      seq: seq(2),
      message: '새 말',
      nonce: 'edit' as Nonce,
    })
    await edit()
    const remove = await deleteMessage(ports, A, roomId, { seq: seq(3) })
    await remove()
    expect([await found('옛'), await found('새'), await found('다른')]).toEqual([[], ['새 말'], []])
  })

  it('[SR4] goes on where the page before ended', async () => {
    const { search } = await talkedIn('말 하나', '말 둘', '말 셋')
    const first = await search({ q: '말', limit: 2 })
    const second = await search({ q: '말', limit: 2, cursor: first.cursor ?? '' })
    expect([...first.hits, ...second.hits].map(({ entry }) => entry.message)).toEqual([
      '말 셋',
      '말 둘',
      '말 하나',
    ])
    expect(second.cursor).toBeNull()
  })

  it('[SR6] takes a query of as many characters as there may be, also of many units each', async () => {
    const { found } = await talkedIn('말')
    expect(await found('👨‍👩‍👧‍👦'.repeat(LIMITS.searchLength))).toEqual([])
    expect(await found(`  ${'가'.repeat(LIMITS.searchLength)}  `)).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['spaces', ' \u3000\t\n'],
    ['one character too many', '가'.repeat(LIMITS.searchLength + 1)],
    ['one family too many', '👨‍👩‍👧‍👦'.repeat(LIMITS.searchLength + 1)],
    ['more than any query', 'a'.repeat(100_000)],
    ['NUL', 'a\0b'],
    ['half of a pair', '\ud800'],
    ['marks heaped up', `e${'\u0301'.repeat(31)}`],
  ])('[SR6] refuses %s', async (_what, q) => {
    const { found } = await talkedIn('말')
    await expect(found(q)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
