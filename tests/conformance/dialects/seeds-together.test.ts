// Clients of all dialects in one room with the app: everybody hears the same messages in the same order, each in their shape.
import { describe, expect, it } from 'vitest'
import { hostForAll } from '../../support/host-process.ts'
import { person } from '../people.ts'
import {
  appSeat,
  heardUntil,
  boardSeat,
  memberSeat,
  nicknameSeat,
  storeSeat,
  wordsHeard,
  type Seat,
} from './seats.ts'

const MESSAGES = 10

describe('the seeds together', () => {
  const host = hostForAll()

  it('all five and the app: everyone hears the same ten messages in the same order, once each', async () => {
    const owner = await person(host(), '주인')
    const { roomId } = await owner.rest.createRoom('모두의 방')
    const log = await owner.stomp.follow(roomId)
    const seats: Seat[] = [
      await appSeat(host(), roomId),
      await storeSeat(host(), roomId),
      await nicknameSeat(host(), roomId, '/ws/chat'),
      await boardSeat(host(), roomId),
      await nicknameSeat(host(), roomId, '/gs-guide-websocket'),
      await memberSeat(host(), roomId),
    ]
    // All have entered, and listened before that or at once after it.
    await log.take(seats.length)
    // From all of them at once, some of them twice.
    for (const [index, seat] of [...seats, ...seats].slice(0, MESSAGES).entries())
      seat.say(`${index} 안녕 👋`)
    const heard = await Promise.all(seats.map((seat) => wordsHeard(seat, MESSAGES)))
    const kept = (await owner.rest.history(roomId)).filter(({ type }) => type === 'TALK')
    expect(kept).toHaveLength(MESSAGES)
    for (const words of heard) expect(words).toEqual(kept.map(({ message }) => message))
  })

  it('a notice is told to each in the words of their system, and to members not at all', async () => {
    const app = await person(host(), '앱')
    const { roomId, name } = await app.rest.createRoom('알림 방')
    const log = await app.stomp.follow(roomId)
    const seats: Seat[] = [
      await storeSeat(host(), roomId),
      await nicknameSeat(host(), roomId, '/ws/chat'),
      await boardSeat(host(), roomId),
      await memberSeat(host(), roomId),
    ]
    await log.take(seats.length)
    await app.stomp.enter(roomId)
    await app.stomp.talk(roomId, '왔어요')
    await app.stomp.leave(roomId)
    seats[0]?.say('끝')
    const { userId } = app.user
    const heard = await Promise.all(seats.map((seat) => heardUntil(seat, '끝')))
    const ofApp = heard.map((all) => all.filter((line) => JSON.stringify(line).match(/앱님|왔어요/)))
    const chatRoom = { id: roomId, name }
    expect(ofApp).toEqual([
      [
        { id: 5, type: 'ENTER', sender: '[알림]', message: '앱님이 입장하셨습니다.', chatRoom },
        { id: 6, type: 'TALK', sender: '앱', message: '왔어요', chatRoom },
        { id: 7, type: 'QUIT', sender: '[알림]', message: '앱님이 퇴장하셨습니다.', chatRoom },
      ],
      [
        { type: 'ENTER', roomId, sender: '앱', message: '앱님이 입장하였습니다.' },
        { type: 'TALK', roomId, sender: '앱', message: '왔어요' },
        { type: 'LEAVE', roomId, sender: '앱', message: '앱님이 퇴장하였습니다.' },
      ],
      [
        { type: 'ENTER', roomId, senderId: userId, detailMessage: '앱님이 입장하였습니다.' },
        { type: 'TALK', roomId, senderId: userId, detailMessage: '왔어요' },
        { type: 'LEAVE', roomId, senderId: userId, detailMessage: '앱님이 퇴장하였습니다.' },
      ],
      [{ roomId, senderEmail: '앱', message: '왔어요' }],
    ])
  })
})
