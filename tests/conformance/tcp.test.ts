// STOMP over plain TCP: the same session as by WebSocket, on bare sockets.
import { expect, it } from 'vitest'
import { APP, TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { RoomId } from '../../protocol/ids.ts'
import { frameText } from '../support/frame-text.ts'
import { hostForAll } from '../support/host-process.ts'
import { openTcp, type RawTcp } from '../support/raw-tcp.ts'
import { person } from './people.ts'

const host = hostForAll('--stomp-port', '0')

async function connected(headers: Record<string, string>): Promise<RawTcp> {
  const tcp = await openTcp(host().stomp)
  tcp.send(frameText('CONNECT', { 'accept-version': '1.2', host: 'localhost', ...headers }))
  expect(await tcp.frames.next()).toMatchObject({ command: 'CONNECTED', headers: { version: '1.2' } })
  return tcp
}

function talkFrame(roomId: RoomId, nonce: string, message: string): string {
  const body = JSON.stringify({ message, nonce })
  return frameText('SEND', { destination: inRoom(APP.talk, roomId), receipt: nonce }, body)
}

it('connects, enters, talks, gets the receipts and the entries, and takes its leave', async () => {
  const web = await person(host(), '웹')
  const { roomId } = await web.rest.createRoom('전신국')
  await web.stomp.enter(roomId)
  const tcp = await connected({ nickname: '전신' })
  tcp.send(frameText('SUBSCRIBE', { id: 's', destination: inRoom(TOPIC.room, roomId), since: '0' }))
  expect((await tcp.frames.take(2)).map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    { type: 'ENTER', sender: '웹' },
    { type: 'CAUGHT_UP', seq: 1 },
  ])
  tcp.send(frameText('SEND', { destination: inRoom(APP.enter, roomId), receipt: 'enter' }))
  tcp.send(talkFrame(roomId, 'n1', '여보세요'))
  const answers = await tcp.frames.take(4)
  expect(answers.filter(({ command }) => command === 'RECEIPT').map(({ headers }) => headers)).toEqual([
    { 'receipt-id': 'enter' },
    { 'receipt-id': 'n1' },
  ])
  await web.stomp.talk(roomId, '들립니다')
  expect(JSON.parse((await tcp.frames.next()).body)).toMatchObject({ seq: 4, message: '들립니다' })
  tcp.send(frameText('DISCONNECT', { receipt: 'bye' }))
  expect(await tcp.frames.next()).toMatchObject({ command: 'RECEIPT', headers: { 'receipt-id': 'bye' } })
  await tcp.closed()
  expect((await web.rest.history(roomId)).map(({ message }) => message)).toEqual([
    '',
    '',
    '여보세요',
    '들립니다',
  ])
})

it('reads frames however the network cuts and joins them', async () => {
  const web = await person(host(), '웹')
  const { roomId } = await web.rest.createRoom('전신국')
  const tcp = await connected({ Authorization: `Bearer ${web.rest.token}` })
  const enter = frameText('SEND', { destination: inRoom(APP.enter, roomId), receipt: 'enter' })
  const bytes = Buffer.from(
    `${enter}\n\r\n${talkFrame(roomId, 'n1', '가나')}${talkFrame(roomId, 'n2', '다')}`,
  )
  for (const byte of bytes) tcp.send(Buffer.of(byte))
  expect((await tcp.frames.take(3)).map(({ headers }) => headers['receipt-id'])).toEqual([
    'enter',
    'n1',
    'n2',
  ])
  expect((await web.rest.history(roomId)).map(({ message }) => message)).toEqual(['', '가나', '다'])
})

it('keeps what was sent before the sender cut the connection without a word', async () => {
  const web = await person(host(), '웹')
  const { roomId } = await web.rest.createRoom('전신국')
  await web.stomp.enter(roomId)
  const log = await web.stomp.follow(roomId)
  const tcp = await connected({ Authorization: `Bearer ${web.rest.token}` })
  tcp.send(talkFrame(roomId, 'n1', '마지막'))
  tcp.end()
  expect(await log.next()).toMatchObject({ seq: 2, message: '마지막' })
})
