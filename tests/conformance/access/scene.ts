// A room of its own for each try, ready for whoever tries, who stands to it as the table says.
import type { RoomId } from '../../../protocol/ids.ts'
import { Line, sayIn, type Carrier } from './line.ts'
import type { Person, RoomName } from './rule.ts'
import { Stage, type Cast } from './stage.ts'
import type { Caller, World } from './world.ts'

export class Scene {
  readonly world: World
  readonly roomId: RoomId
  /** Stands in what was said in the room and in its name, and nowhere else. */
  readonly secret: string
  /** Who tries, with the token that they have now. */
  readonly subject: Caller
  /** Somebody else who is in the room. */
  readonly other: Caller
  /** Of a message of somebody else's, and of one of the subject's own where they have said something. */
  readonly seqs: { others: number; own: number }
  readonly #lines = new Map<Carrier, Promise<Line>>()
  readonly #cast: Cast
  readonly #ownerIsIn: boolean

  private constructor(stage: Stage, subject: Caller) {
    const { world, cast, roomId, secret } = stage
    this.world = world
    this.roomId = roomId
    this.secret = secret
    this.subject = subject
    const others = stage.inside.filter((actor) => actor !== cast.subject)
    this.other = others.at(-1) ?? cast.neighbour
    this.seqs = stage.seqs
    this.#cast = cast
    this.#ownerIsIn = stage.person !== 'owner who left'
  }

  static async set(world: World, person: Person, name: RoomName): Promise<Scene> {
    const stage = await Stage.of(world, person, name)
    if (name !== 'none') await stage.fill()
    return new Scene(stage, await withTokenOf(world, person, stage.cast.subject))
  }

  /** The subject's session by this carrier. */
  line(carrier: Carrier): Promise<Line> {
    const known = this.#lines.get(carrier)
    if (known !== undefined) return known
    const opened = Line.open(this.world.host, carrier, this.subject.token)
    this.#lines.set(carrier, opened)
    return opened
  }

  /** Notes the destination as asked for, and answers it. */
  asks(destination: string): string {
    this.world.asked.add(destination)
    return destination
  }

  /** Has the owner do something about the room. */
  async decide(method: string, path: string, body?: object): Promise<void> {
    const { status } = await this.world.ask(
      this.#cast.owner,
      method,
      `/api/rooms/${this.roomId}${path}`,
      body,
    )
    if (status >= 300) throw new Error(`${method} ${path} was answered ${status}.`)
  }

  /** Has the subject leave, by another of their connections. */
  async depart(): Promise<void> {
    await this.#cast.subject.line.ask('SEND', { destination: `/app/rooms/${this.roomId}/leave` })
  }

  /** Has something said in the room, where somebody may. */
  async stir(): Promise<void> {
    const { owner } = this.#cast
    const speaker = this.#ownerIsIn ? owner : this.#cast.neighbour
    await sayIn(speaker.line, this.roomId)
  }

  async end(): Promise<void> {
    const { owner, neighbour, subject } = this.#cast
    for (const { line } of [owner, neighbour, subject]) line.close()
    for (const line of this.#lines.values()) (await line).close()
  }
}

async function withTokenOf(world: World, person: Person, subject: Caller): Promise<Caller> {
  if (person === 'no token') return { ...subject, token: null }
  if (person === 'expired token') return world.expired(subject)
  if (person === 'foreign token') return world.foreign(subject)
  return person === 'ended sign-in' ? world.loggedOut(subject) : subject
}
