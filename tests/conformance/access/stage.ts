// Makes a room ready: with an owner and a neighbour who have said something in it, and with the one who is going to try.
import { randomUUID } from 'node:crypto'
import type { RoomId } from '../../../protocol/ids.ts'
import type { HistoryPage, Room } from '../../../protocol/rest.ts'
import { Line } from './line.ts'
import { isOwner, type Person, type RoomName } from './rule.ts'
import type { Caller, World } from './world.ts'

/** Somebody who is connected. */
interface Actor extends Caller {
  line: Line
}

export interface Cast {
  owner: Actor
  neighbour: Actor
  /** Who tries: the owner themselves, where that is who it is about. */
  subject: Actor
}

export class Stage {
  readonly world: World
  readonly person: Person
  readonly name: RoomName
  readonly cast: Cast
  readonly secret = randomUUID().replaceAll('-', '')
  seqs = { others: 1, own: 1 }
  roomId = randomUUID() as RoomId

  private constructor(world: World, person: Person, name: RoomName, cast: Cast) {
    this.world = world
    this.person = person
    this.name = name
    this.cast = cast
  }

  static async of(world: World, person: Person, name: RoomName): Promise<Stage> {
    const owner = await actor(world, await world.guest('주인'))
    const neighbour = await actor(world, await world.guest('이웃'))
    const subject = isOwner(person) ? owner : await actor(world, await subjectAs(world, person))
    return new Stage(world, person, name, { owner, neighbour, subject })
  }

  /** Those who are in the room at first. */
  get inside(): Actor[] {
    const { owner, neighbour, subject } = this.cast
    const comesIn = !STRANGERS.includes(this.person)
    if (this.name === 'direct') return [owner, comesIn && subject !== owner ? subject : neighbour]
    return [...new Set(comesIn ? [owner, neighbour, subject] : [owner, neighbour])]
  }

  async fill(): Promise<void> {
    this.roomId = (await this.#made()).roomId
    for (const each of this.inside) await this.#bringIn(each)
    await this.#findMessages()
    await this.#changeStanding()
    if (this.name === 'announcements') await this.#decide('PATCH', '', { announcementOnly: true })
    if (this.name.startsWith('closed')) await this.#decide('POST', '/close')
    if (this.person === 'owner who left') await this.#send(this.cast.owner, 'leave')
  }

  async #made(): Promise<Room> {
    const [, partner] = this.inside
    const [path, wish] =
      this.name === 'direct'
        ? ['/direct', { userId: partner?.user.userId }]
        : ['', { name: `방 ${this.secret}`, kind: this.name.includes('private') ? 'private' : 'open' }]
    const { status, body } = await this.world.ask(this.cast.owner, 'POST', `/api/rooms${path}`, wish)
    if (status >= 300) throw new Error(`The room was answered ${status}: ${body}`)
    return JSON.parse(body) as Room
  }

  async #bringIn(each: Actor): Promise<void> {
    if (this.name.includes('private') && each !== this.cast.owner) await this.#invite(each)
    await this.#send(each, 'enter')
    await this.#send(each, 'talk', { message: `${this.secret} ${each.user.name}`, nonce: randomUUID() })
  }

  async #findMessages(): Promise<void> {
    const { body } = await this.world.ask(this.cast.owner, 'GET', `/api/rooms/${this.roomId}/messages`)
    const talks = (JSON.parse(body) as HistoryPage).entries.filter(({ type }) => type === 'TALK')
    const { userId } = this.cast.subject.user
    const others = talks.find(({ senderId }) => senderId !== userId)?.seq ?? 0
    this.seqs = { others, own: talks.find(({ senderId }) => senderId === userId)?.seq ?? others }
  }

  async #changeStanding(): Promise<void> {
    const { subject } = this.cast
    const { userId } = subject.user
    if (this.person === 'invited') await this.#invite(subject)
    if (this.person === 'who left') await this.#send(subject, 'leave')
    if (this.person === 'removed') await this.#decide('POST', '/remove', { userId })
    if (this.person === 'banned') await this.#decide('PUT', `/bans/${userId}`)
  }

  #invite({ user: { userId } }: Actor): Promise<void> {
    return this.#decide('POST', '/invitations', { userId })
  }

  /** The owner does something; what a direct or an open room does not know is refused there, and changes nothing. */
  async #decide(method: string, path: string, body?: object): Promise<void> {
    const { owner } = this.cast
    const answer = await this.world.ask(owner, method, `/api/rooms/${this.roomId}${path}`, body)
    const isUnknown = this.name === 'direct' || (path === '/invitations' && !this.name.includes('private'))
    if (answer.status >= 300 !== isUnknown) throw new Error(`${method} ${path} was answered ${answer.whole}`)
  }

  async #send({ line }: Actor, deed: string, body?: object): Promise<void> {
    const destination = `/app/rooms/${this.roomId}/${deed}`
    await line.ask('SEND', { destination }, body === undefined ? '' : JSON.stringify(body))
  }
}

const STRANGERS: readonly Person[] = ['guest', 'account', 'admin', 'invited']

async function subjectAs(world: World, person: Person): Promise<Caller> {
  if (person === 'account') return world.account
  return person === 'admin' || person === 'admin in it' ? world.admin : world.guest('손님')
}

async function actor(world: World, caller: Caller): Promise<Actor> {
  return { ...caller, line: await Line.open(world.host, 'WebSocket', caller.token) }
}
