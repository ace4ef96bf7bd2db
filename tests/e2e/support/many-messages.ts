// A room in which much has been said, by somebody who speaks plain STOMP.
import { randomUUID } from 'node:crypto'
import type { RoomId } from '../../../protocol/ids.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { StompClient } from '../../support/stomp-client.ts'

export interface BusyRoom {
  name: string
  /** One more message. */
  talk(message: string): Promise<void>
  /** Further messages, `textOf` the numbers from `from` to `to`. */
  goOn(from: number, to: number): Promise<void>
  /** Somebody comes in and goes again. */
  visit(name: string): Promise<void>
  /** How far the member of that name has read, by seq. */
  readBy(name: string): Promise<number>
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
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const goOn = async (from: number, to: number) => {
    await Promise.all(numbers(from, to).map((number) => writer.talk(roomId, textOf(number))))
  }
  await goOn(1, count)
  return {
    name,
    goOn,
    talk: (message) => writer.talk(roomId, message),
    visit: (visitor) => visit(host, roomId, visitor),
    async readBy(member) {
      const members = await guest.members(roomId)
      return members.find((one) => one.name === member)?.read ?? NaN
    },
    end: () => writer.disconnect(),
  }
}

async function visit(host: HostProcess, roomId: RoomId, name: string): Promise<void> {
  const { token } = await comeAsGuest(host.http, name)
  const visitor = await StompClient.connect(host.ws, { Authorization: `Bearer ${token}` })
  await visitor.enter(roomId)
  await visitor.leave(roomId)
  await visitor.disconnect()
}
