// People of each dialect, and of the app, who have entered one room: what they say there, and what they hear.
import SockJS from 'sockjs-client-1.5'
import Stomp, { type OldClient } from 'stompjs'
import { onTestFinished } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { frameText } from '../../support/frame-text.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { Inbox, inTime } from '../../support/inbox.ts'
import { openWebSocket } from '../../support/raw-websocket.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { person } from '../people.ts'
import { memberOf } from './members.ts'

export interface Seat {
  /** What they heard, of which the messages have words. */
  heard: Inbox<Heard>
  say(message: string): void
}

/** What any of them hears. The words are in the one or in the other. */
interface Heard {
  /** Left out where nothing but messages is told. */
  type?: string
  message?: string
  detailMessage?: string
}

/** The words of the next so many messages that somebody hears, in order. */
export async function wordsHeard({ heard }: Seat, count: number): Promise<string[]> {
  const words: string[] = []
  while (words.length < count) {
    const { type, message, detailMessage } = await heard.next()
    if (type === undefined || type === 'TALK') words.push(message ?? detailMessage ?? '')
  }
  return words
}

/** All that somebody hears, up to the message with these words. */
export function heardUntil({ heard }: Seat, words: string): Promise<object[]> {
  return heard.until(({ message, detailMessage }) => (message ?? detailMessage) === words)
}

export async function appSeat(host: HostProcess, roomId: RoomId): Promise<Seat> {
  const { stomp } = await person(host, '앱')
  const heard = await stomp.subscribe<Heard>(`/topic/rooms/${roomId}`)
  await stomp.enter(roomId)
  return { heard, say: (message) => void stomp.talk(roomId, message) }
}

export async function storeSeat(host: HostProcess, roomId: RoomId): Promise<Seat> {
  const { token } = await comeAsGuest(host.http, '가게')
  const client = await oldClient(`${host.http}/chatting`, { 'X-AUTH-TOKEN': token })
  const send = (type: string, message?: string): void =>
    client.send('/pub/chat/message', {}, JSON.stringify({ type, roomId, message }))
  return seated(client, `/sub/chat/room/${roomId}`, send)
}

/** At the tutorial's path too: its clients know no rooms of their own, and sit here as one with a nickname does. */
export async function nicknameSeat(
  host: HostProcess,
  roomId: RoomId,
  path: '/ws/chat' | '/gs-guide-websocket',
): Promise<Seat> {
  const client = await oldClient(`${host.http}${path}`, {})
  const send = (type: string, message?: string): void =>
    client.send('/app/chat/sendMessage', {}, JSON.stringify({ type, roomId, sender: path, message }))
  return seated(client, `/topic/chat/room/${roomId}`, send)
}

export async function boardSeat(host: HostProcess, roomId: RoomId): Promise<Seat> {
  const { token } = await comeAsGuest(host.http, '게시판')
  const heard = new Inbox<Heard>('the board')
  const line = await openWebSocket(`${host.http.replace('http', 'ws')}/ws/chat`, [], ({ command, body }) => {
    if (command === 'MESSAGE') heard.put(JSON.parse(body) as Heard)
  })
  onTestFinished(() => line.cut())
  line.send(frameText('CONNECT', { 'accept-version': '1.1', Authorization: `Bearer ${token}` }))
  line.send(frameText('SUBSCRIBE', { id: 's', destination: `/topic/chat/room/${roomId}` }))
  const send = (type: string, detailMessage?: string): void => {
    const body = JSON.stringify({ type, roomId, detailMessage })
    line.send(frameText('SEND', { destination: '/app/message' }, body))
  }
  send('ENTER')
  return { heard, say: (message) => send('TALK', message) }
}

export async function memberSeat(host: HostProcess, roomId: RoomId): Promise<Seat> {
  const member = await memberOf(host, '회원')
  await member.post(`/chat/room/group/${roomId}/join`)
  return { heard: await member.listen(roomId), say: (message) => void member.say(roomId, message) }
}

/** The first STOMP library for browsers, over SockJS. */
async function oldClient(url: string, headers: Record<string, string>): Promise<OldClient> {
  const client = Stomp.over(new SockJS(url))
  client.debug = null
  onTestFinished(() => client.disconnect(() => {}))
  const connected = new Promise<void>((resolve, reject) => client.connect(headers, resolve, reject))
  await inTime(connected, 'CONNECTED')
  return client
}

/** Listens, and then enters, as their pages did. */
function seated(client: OldClient, topic: string, send: (type: string, message?: string) => void): Seat {
  const heard = new Inbox<Heard>(topic)
  client.subscribe(topic, ({ body }) => heard.put(JSON.parse(body) as Heard))
  send('ENTER')
  return { heard, say: (message) => send('TALK', message) }
}
