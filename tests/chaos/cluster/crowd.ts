// The clients of a run: who is in which rooms, what they do by themselves, and how all of it comes to an end that can be judged.
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoomId } from '../../../protocol/ids.ts'
import { Random } from '../../support/random.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { ChaosClient } from './client/chaos-client.ts'
import { keepBusy, type Habits } from './client/habits.ts'
import { Identity } from './client/identity.ts'
import type { NodeAddress } from './client/node-address.ts'
import { LogWriter } from './log-folder.ts'

const PATIENCE = 45_000
/** Milliseconds between two looks whether they have. */
const LOOK = 50

export interface CrowdOptions {
  seed: number
  clients: number
  rooms: number
  nodes: readonly NodeAddress[]
  /** Where the logs are written. */
  folder: string
  habits: Habits
  /** Milliseconds until everybody has to have what they wait for, once nothing goes wrong any more; long, where nothing is said. */
  patience?: number
}

interface Member {
  client: ChaosClient
  log: LogWriter
}

export class Crowd {
  readonly #members: readonly Member[]
  readonly #rooms: readonly RoomId[]
  readonly #options: CrowdOptions
  #rest: (() => void)[] = []
  /** By when everybody has to have what they wait for, by `performance.now()`. */
  #deadline = 0

  private constructor(members: readonly Member[], rooms: readonly RoomId[], options: CrowdOptions) {
    this.#members = members
    this.#rooms = rooms
    this.#options = options
  }

  get clients(): readonly ChaosClient[] {
    return this.#members.map(({ client }) => client)
  }

  /** Makes the rooms, and lets everybody in. Resolves when all are where they want to be. */
  static async gather(options: CrowdOptions): Promise<Crowd> {
    const rooms = await roomsOf(options)
    const members: Member[] = []
    for (let index = 0; index < options.clients; index += 1)
      members.push(await newMember(index, rooms, options))
    const crowd = new Crowd(members, rooms, options)
    for (const { client } of members) client.start()
    crowd.#allowTime()
    await crowd.#settle()
    return crowd
  }

  /** They talk, hop and move by themselves. */
  liven(): void {
    const { seed, habits } = this.#options
    this.#rest = this.clients.map((client, index) => {
      return keepBusy(client, new Random(seed ^ (0x10_000 + index)), habitsOf(index, habits))
    })
  }

  /**
   * They do nothing more, and wait until they have everything; then one says a last thing in each room, which all have to hear, and
   * everybody writes down the rooms' history. What does not come in time is written down too, for the judge.
   */
  async conclude(): Promise<void> {
    for (const stop of this.#rest.splice(0)) stop()
    for (const { client } of this.#members) client.comeBack()
    this.#allowTime()
    await this.#settle()
    this.#allowTime()
    await Promise.all(this.#rooms.map((roomId) => this.#close(roomId)))
    for (const { client, log } of this.#members) {
      await client.close()
      log.write({ event: 'end' })
      await log.close()
    }
  }

  /** Everybody goes, whatever they wait for: for a run that has failed. */
  async abandon(): Promise<void> {
    for (const stop of this.#rest.splice(0)) stop()
    await Promise.allSettled(this.clients.map((client) => client.close()))
    await Promise.allSettled(this.#members.map(({ log }) => log.close()))
  }

  #allowTime(): void {
    this.#deadline = performance.now() + (this.#options.patience ?? PATIENCE)
  }

  async #settle(): Promise<void> {
    await Promise.all(
      this.#members.map(async ({ client, log }) => {
        while (client.waitsFor !== null && performance.now() < this.#deadline) await sleep(LOOK)
        if (client.waitsFor !== null) log.write({ event: 'gave-up', waitedFor: client.waitsFor })
      }),
    )
  }

  async #close(roomId: RoomId): Promise<void> {
    const followers = this.#members.filter(({ client }) => client.rooms.includes(roomId))
    const speaker = followers.find(({ client }) => client.isIn(roomId))
    if (speaker === undefined) throw new Error(`Nobody is in ${roomId}.`)
    const nonce = speaker.client.say(roomId)
    await this.#eachInTime(followers, `the last message in ${roomId}`, ({ client }) =>
      client.untilHeard(roomId, nonce),
    )
    await this.#settle()
    await this.#eachInTime(followers, `the history of ${roomId}`, ({ client }) => client.audit(roomId, nonce))
  }

  async #eachInTime(
    members: readonly Member[],
    what: string,
    act: (member: Member) => Promise<void>,
  ): Promise<void> {
    await Promise.all(members.map((member) => inTime(member, this.#deadline, what, act(member))))
  }
}

/** Of those who never go out of a room and never stay away it is known exactly how many notices there must be: most are so. */
function habitsOf(index: number, habits: Habits): Habits {
  return {
    ...habits,
    move: index % 3 === 0 ? habits.move : null,
    away: index % 5 === 4 ? habits.away : null,
  }
}

/** Resolves when that is done, or late: then the log says what was waited for. */
async function inTime({ log }: Member, deadline: number, what: string, done: Promise<void>): Promise<void> {
  const late = sleep(Math.max(0, deadline - performance.now()), true, { ref: false })
  if ((await Promise.race([done, late])) === true) log.write({ event: 'gave-up', waitedFor: what })
}

async function roomsOf({ rooms, nodes }: CrowdOptions): Promise<RoomId[]> {
  const [node] = nodes
  if (node === undefined) throw new RangeError('There are no nodes.')
  const host = await comeAsGuest(node.http, '주인')
  const names = Array.from({ length: rooms }, (_, index) => `방 ${index + 1}`)
  return Promise.all(names.map(async (name) => (await host.createRoom(name)).roomId))
}

/** Everybody is in one room, so that each has as many, and in others by chance. */
async function newMember(index: number, rooms: readonly RoomId[], options: CrowdOptions): Promise<Member> {
  const { seed, nodes, folder, habits } = options
  const random = new Random(seed ^ index)
  const own = rooms.filter((_, at) => at === index % rooms.length || random.onceIn(rooms.length))
  const name = `client${String(index + 1).padStart(2, '0')}`
  const log = new LogWriter(folder, name)
  const identity = await Identity.asGuest(random.pick(nodes).http, name)
  const write = log.write.bind(log)
  return {
    log,
    client: new ChaosClient({ name, identity, nodes, rooms: own, random, refresh: habits.refresh, write }),
  }
}
