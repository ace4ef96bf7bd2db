// People who talk: everybody sees the same entries in the same order, whichever way their client sends its frames.
import type { StompConfig } from '@stomp/stompjs'
import { describe, expect, it } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { connectAgain, person } from './people.ts'

const host = hostForAll()

const KOREAN = '안녕하세요, 사랑방입니다 — 각자 “말”을 걸어 보세요.\n둘째 줄: 콜론과 \\ 빗금'
const FAMILY = '👩‍👩‍👧‍👦'

describe('one room', () => {
  it('gives the receipt, and the entry to the sender and to the others alike', async () => {
    const [a, b] = [await person(host(), '철수'), await person(host(), '영희')]
    const { roomId } = await a.rest.createRoom('우리 방')
    const [seenByA, seenByB] = [await a.stomp.follow(roomId), await b.stomp.follow(roomId)]
    await a.stomp.enter(roomId)
    await b.stomp.enter(roomId)
    const before = Date.now()
    await a.stomp.talk(roomId, KOREAN + FAMILY, 'nonce-1')
    const seen = await seenByA.take(3)
    expect(seen).toMatchObject([
      { type: 'ENTER', seq: 1, sender: '철수', message: '' },
      { type: 'ENTER', seq: 2, sender: '영희', message: '' },
      {
        type: 'TALK',
        seq: 3,
        sender: '철수',
        senderId: a.user.userId,
        message: KOREAN + FAMILY,
        nonce: 'nonce-1',
      },
    ])
    expect(Math.abs((seen[2] as { sentAt: number }).sentAt - before)).toBeLessThan(60_000)
    expect(await seenByB.take(3)).toEqual(seen)
    expect(await a.rest.history(roomId)).toEqual(seen)
  })

  it('shows everybody one order when all talk at once, and each speaker their own words in their order', async () => {
    const people = await Promise.all(['가', '나', '다', '라'].map((name) => person(host(), name)))
    const [first] = people
    if (first === undefined) throw new Error('Nobody came.')
    const { roomId } = await first.rest.createRoom('장터')
    const logs = await Promise.all(people.map(({ stomp }) => stomp.follow(roomId)))
    await Promise.all(people.map(({ stomp }) => stomp.enter(roomId)))
    const words = Array.from({ length: 50 }, (_, index) => `${index}`)
    await Promise.all(people.flatMap(({ stomp }) => words.map((word) => stomp.talk(roomId, word))))

    const seen = await Promise.all(logs.map((log) => log.take(4 + 200)))
    const history = await first.rest.history(roomId)
    expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: 204 }, (_, index) => index + 1))
    for (const log of seen) expect(log).toEqual(history)
    for (const { user } of people) {
      const own = history.filter(({ senderId, type }) => type === 'TALK' && senderId === user.userId)
      expect(own.map(({ message }) => message)).toEqual(words)
    }
  })

  it('keeps a message once when it is sent again with its nonce, and gives the receipt again', async () => {
    const { stomp, rest } = await person(host(), '메아리')
    const { roomId } = await rest.createRoom('산')
    await stomp.enter(roomId)
    await stomp.talk(roomId, '야호', 'echo')
    await stomp.talk(roomId, '야호', 'echo')
    await (await connectAgain(host(), rest)).talk(roomId, '야호', 'echo')
    expect((await rest.history(roomId)).map(({ message }) => message)).toEqual(['', '야호'])
  })

  it('writes a notice when somebody enters or leaves, once, and takes no words from one who is not in', async () => {
    const { stomp, rest, user } = await person(host(), '나그네')
    const { roomId } = await rest.createRoom('주막')
    await stomp.enter(roomId)
    await stomp.enter(roomId)
    expect(await rest.members(roomId)).toEqual([{ ...user, online: true, read: 1 }])
    await stomp.leave(roomId)
    await stomp.leave(roomId)
    await stomp.enter(roomId)
    expect((await rest.history(roomId)).map(({ type }) => type)).toEqual(['ENTER', 'LEAVE', 'ENTER'])
  })
})

describe('several rooms', () => {
  it('keeps them apart on one connection, each with its own seqs', async () => {
    const { stomp, rest } = await person(host(), '반장')
    const rooms = await Promise.all(['하나', '둘', '셋'].map((name) => rest.createRoom(name)))
    const logs = await Promise.all(rooms.map(({ roomId }) => stomp.follow(roomId)))
    await Promise.all(rooms.map(({ roomId }) => stomp.enter(roomId)))
    await Promise.all(rooms.map(({ roomId, name }) => stomp.talk(roomId, name)))
    for (const [index, { roomId, name }] of rooms.entries()) {
      expect(await logs[index]?.take(2)).toMatchObject([
        { seq: 1, roomId, type: 'ENTER' },
        { seq: 2, roomId, message: name },
      ])
    }
  })
})

// No emoji here: stompjs cuts between the halves of a surrogate pair, and what it then sends is broken already.
describe('ways of sending', () => {
  const ways: [string, StompConfig][] = [
    ['text', {}],
    ['binary', { forceBinaryWSFrames: true }],
    ['text without appended NULs', { appendMissingNULLonIncoming: false }],
    ['frames in pieces of 64 characters', { splitLargeFrames: true, maxWebSocketChunkSize: 64 }],
    ['frames in pieces of one character', { splitLargeFrames: true, maxWebSocketChunkSize: 1 }],
  ]

  it.each(ways)('%s: the words arrive whole', async (_way, config) => {
    const { stomp, rest } = await person(host(), '우체부', config)
    const { roomId } = await rest.createRoom('우체국')
    const log = await stomp.follow(roomId)
    await stomp.enter(roomId)
    await stomp.talk(roomId, KOREAN)
    await stomp.talk(roomId, '가'.repeat(4000))
    expect(await log.take(3)).toMatchObject([{}, { message: KOREAN }, { message: '가'.repeat(4000) }])
  })
})
