// A room in which much has been said, by somebody who speaks plain STOMP.
import { randomUUID } from 'node:crypto'
import type { HostProcess } from '../../support/host-process.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { StompClient } from '../../support/stomp-client.ts'

export interface BusyRoom {
  name: string
  /** One more message. */
  talk(message: string): Promise<void>
  end(): Promise<void>
}

/** The text of a message; their heights differ, as in any conversation. */
export function textOf(number: number): string {
  const head = `메시지 ${number}`
  if (number % 11 === 0) return `${head}\n둘째 줄\n셋째 줄`
  return number % 7 === 0 ? `${head}:${' 조금 더 긴 이야기를 적어 봅니다.'.repeat(9)}` : head
}

/** A room with `count` messages, from `textOf(1)` on. Their writer is a member; the entry before them is that. */
export async function busyRoom(host: HostProcess, count: number): Promise<BusyRoom> {
  const guest = await comeAsGuest(host.http, '이야기꾼')
  const { roomId, name } = await guest.createRoom(`긴 이야기 ${randomUUID().slice(0, 4)}`)
  const writer = await StompClient.connect(host.ws, { Authorization: `Bearer ${guest.token}` })
  await writer.enter(roomId)
  await Promise.all(Array.from({ length: count }, (_, at) => writer.talk(roomId, textOf(at + 1))))
  return {
    name,
    talk: (message) => writer.talk(roomId, message),
    end: () => writer.disconnect(),
  }
}
