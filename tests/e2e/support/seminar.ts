// A host on an ordinary day: rooms, people, and a conversation of yesterday and today in Korean and English.
import type { RoomId } from '../../../protocol/ids.ts'
import type { HostProcess } from '../../support/host-process.ts'
import { comeAsGuest, type RestPerson } from '../../support/rest-calls.ts'
import { StompClient } from '../../support/stomp-client.ts'
import type { ChatPage } from './chat-page.ts'
import { stopped } from './dying-host.ts'
import { spreadOverTwoDays } from './spread-times.ts'

export const ROOM = '세미나 준비'
const LUNCH = '점심 같이 먹어요'
const FURTHER_ROOMS = ['Design review', '독서 모임', '동네 소식', 'English study']

/** Whose window it is. The others speak plain STOMP. */
export const READER = '지민'
const HOSTESS = '하윤'

type Line = readonly [name: string, text: string]

const YESTERDAY: readonly Line[] = [
  [HOSTESS, '내일 세미나 자료 다들 올렸나요?'],
  ['도현', '방금 올렸어요. 3장 그림만 다시 그릴게요 ✏️'],
  ['Emma', 'Mine is up too. 오타 있으면 알려 주세요!'],
]
const TODAY: readonly Line[] = [
  [READER, '좋은 아침이에요! 발표 순서 정했나요?'],
  [HOSTESS, '도현 → Emma → 지민 순서 어때요?\n각자 15분이면 충분할 것 같아요.'],
  ['Emma', 'Works for me 👍'],
  ['도현', '좋아요. 빔 프로젝터는 제가 챙길게요.'],
  [READER, '그럼 저는 다과 준비할게요 🍊'],
  [READER, '자료는 여기 모아 뒀어요: https://seminar.example/spring'],
  ['서연', '늦어서 죄송해요. 저도 들으러 가도 될까요?'],
  [HOSTESS, '물론이죠! 7층 302호, 두 시예요.'],
  [READER, 'See you at two 😊'],
]
const AT_LUNCH: readonly Line[] = [
  ['도현', '오늘은 칼국수 어때요?'],
  ['도현', '12시에 로비에서 봐요'],
]

export class Seminar {
  readonly #host: HostProcess
  readonly #room: RoomId
  readonly #lunch: RoomId
  readonly #people = new Map<string, RestPerson>()
  readonly #here = new Map<string, StompClient>()

  private constructor(host: HostProcess, room: RoomId, lunch: RoomId) {
    this.#host = host
    this.#room = room
    this.#lunch = lunch
  }

  /** Rooms, and what was said before the reader came. */
  static async open(host: HostProcess): Promise<Seminar> {
    const owner = await comeAsGuest(host.http, HOSTESS)
    const [room, lunch] = [await owner.createRoom(ROOM), await owner.createRoom(LUNCH)]
    for (const name of FURTHER_ROOMS) await owner.createRoom(name)
    const seminar = new Seminar(host, room.roomId, lunch.roomId)
    seminar.#people.set(HOSTESS, owner)
    for (const [name] of YESTERDAY) await (await seminar.#client(name)).enter(room.roomId)
    for (const line of YESTERDAY) await seminar.#say(room.roomId, line)
    return seminar
  }

  /** The reader has entered the room in this window: what is said from then on, in order. */
  async hold(chat: ChatPage): Promise<void> {
    for (const line of TODAY) {
      const [name, text] = line
      if (name === READER) await chat.say(text)
      else await this.#say(this.#room, line)
      await chat.message(text).waitFor()
    }
  }

  /** What was said stands at times of yesterday and today; everybody but Emma is back after that. */
  async passTime(): Promise<void> {
    for (const client of this.#here.values()) await client.disconnect()
    this.#here.clear()
    const comesBack = await stopped(this.#host)
    spreadOverTwoDays(this.#host.data, this.#room, TODAY.length + 2)
    await comesBack()
    for (const name of this.#people.keys()) if (name !== 'Emma') await this.#client(name)
  }

  /** What is said where the reader, who has been there, does not look. */
  async goToLunch(): Promise<void> {
    for (const line of AT_LUNCH) await this.#say(this.#lunch, line)
  }

  async end(): Promise<void> {
    for (const client of this.#here.values()) await client.drop()
  }

  async #say(room: RoomId, [name, text]: Line): Promise<void> {
    const client = await this.#client(name)
    await client.enter(room)
    await client.talk(room, text)
  }

  /** The connection of somebody, who comes where they are not here. */
  async #client(name: string): Promise<StompClient> {
    const here = this.#here.get(name)
    if (here !== undefined) return here
    const { token } = this.#people.get(name) ?? (await this.#newcomer(name))
    const client = await StompClient.connect(this.#host.ws, { Authorization: `Bearer ${token}` })
    this.#here.set(name, client)
    return client
  }

  async #newcomer(name: string): Promise<RestPerson> {
    const person = await comeAsGuest(this.#host.http, name)
    this.#people.set(name, person)
    return person
  }
}
