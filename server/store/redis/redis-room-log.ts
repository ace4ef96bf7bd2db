// The rooms' logs in Redis, for any number of nodes: each append is a script, which assigns the seq, keeps the entry and publishes it.
import { randomUUID } from 'node:crypto'
import type { Entry } from '../../../protocol/entry.ts'
import type { Epoch, Nonce, RoomId, Seq, UserId } from '../../../protocol/ids.ts'
import { pageRange } from '../page-range.ts'
import type { Appended, Draft, Keep, LogFollower, LogHead, Page, RoomLog, Unfollow } from '../room-log.ts'
import { FollowedLogs, type FollowFigures } from './followed-logs.ts'
import { Intents } from './intents.ts'
import type { RedisLink, RunScript } from './link.ts'
import { LogHeads } from './log-heads.ts'
import { LogIndex } from './log-index.ts'
import { logChannel, logKeys } from './log-keys.ts'
import { APPEND, HEAD, READ, TALKS_AFTER, TRIM } from './log-scripts.ts'
import { orUnavailable } from './outage.ts'
import { Replicated } from './replicated.ts'
import { RoomLanes, type Kept } from './room-lanes.ts'
import {
  argumentsOf,
  entriesOf,
  entryIn,
  entryOf,
  type Pages,
  type Post,
  type StreamEntry,
} from './stored-entries.ts'

export interface RedisRoomLogOptions {
  /** Milliseconds since 1970. */
  now: () => number
  /** Is told what could not be finished for a node that has died; it is tried again. */
  reportFailure: (error: unknown) => void
  /** What is appended is durable when so many replicas have it; 0, which nothing said means, when Redis itself has. */
  replicas?: number
  /** Milliseconds between two looks for what nodes that died have left, and between those where some of the followed logs stand. */
  looks?: { left: number; followed: number }
}

const LOOKS = { left: 5_000, followed: 1_000 }

/** Bytes of a batch. More is not published but read by each node that listens, so that no connection is cut for what waits on it. */
const MOST_PUBLISHED = 64 * 1024

/** The script's word for a draft: whether it has an effect, and its seq; or the entry that was there, and its text. */
type Answer = [effect: 0 | 1, seq: string] | [duplicate: 2, before: [StreamEntry], text: string]

export class RedisRoomLog implements RoomLog {
  readonly #link: RedisLink
  readonly #now: () => number
  readonly #looks: { left: number; followed: number }
  #timers: NodeJS.Timeout[] = []
  readonly #replicated: Replicated | null
  readonly #scripts: Record<'append' | 'head' | 'read' | 'talksAfter' | 'trim', RunScript>
  readonly #index: LogIndex
  readonly #heads: LogHeads
  readonly #lanes: RoomLanes
  readonly #intents: Intents
  readonly #followed: FollowedLogs

  /** The link stays open when this is closed. */
  constructor(link: RedisLink, { now, reportFailure, replicas = 0, looks = LOOKS }: RedisRoomLogOptions) {
    this.#link = link
    this.#now = now
    this.#looks = looks
    this.#replicated = replicas === 0 ? null : new Replicated(link, replicas)
    this.#scripts = {
      append: this.#replicated?.script(APPEND) ?? link.script('appendToLog', APPEND),
      head: link.script('headOfLog', HEAD),
      read: link.script('readLog', READ),
      talksAfter: link.script('talksInLog', TALKS_AFTER),
      trim: link.script('trimLog', TRIM),
    }
    this.#index = new LogIndex(link)
    this.#heads = new LogHeads({ link, head: (room) => this.head(room) })
    this.#intents = new Intents({
      link,
      write: (key, id, text) => this.#write(key, id, text),
      apply: (room, post) => this.#lanes.add(room, post),
      reportFailure,
    })
    this.#lanes = new RoomLanes({
      keep: (room, posts) => this.#keep(room, posts),
      begin: (posts) => this.#intents.begin(posts),
    })
    this.#followed = new FollowedLogs({
      link,
      head: (room) => this.head(room),
      read: (room, page) => this.read(room, page),
    })
  }

  /**
   * From now on, until it is closed, finishes what nodes that have died had begun to append in several rooms, and looks now and
   * then whether what is followed has been heard. Nothing may be appended before it resolves. Rejects where Redis is not there.
   */
  async start(): Promise<void> {
    await this.#replicated?.start()
    const { left, followed } = this.#looks
    this.#timers = [
      setInterval(() => this.#intents.look(), left).unref(),
      setInterval(() => this.#followed.lookAtSome(), followed).unref(),
    ]
    this.#intents.look()
  }

  /** Finishes what nodes had begun to append in several rooms, now that none of them lives. */
  finishAll(): Promise<void> {
    return this.#intents.finishAll()
  }

  append(room: RoomId, draft: Draft): Promise<Appended> {
    return this.#lanes.add(room, { draft, sentAt: this.#now() })
  }

  together(work: () => void): void {
    this.#lanes.together(work)
  }

  async read(room: RoomId, page: Page): Promise<Entry[]> {
    const { below, from } = pageRange(page)
    const asked = [below.seq, below.limit, from.seq, from.limit]
    const answer = (await this.#scripts.read(this.#keys(room), asked)) as Pages | []
    const [epoch, older = [], olderTexts = [], newer = [], newerTexts = []] = answer
    if (epoch === undefined) return []
    return [...entriesOf(room, epoch, older, olderTexts), ...entriesOf(room, epoch, newer, newerTexts)]
  }

  async holds(room: RoomId, sender: UserId, nonce: Nonce): Promise<boolean> {
    const [, , , nonces] = logKeys(this.#link.keys, room)
    return (await orUnavailable(this.#link.commands.hexists(nonces, `${sender} ${nonce}`))) === 1
  }

  async head(room: RoomId): Promise<LogHead> {
    await this.#index.add(room)
    const answer = await this.#scripts.head(this.#keys(room), [randomUUID()])
    const [epoch, renewed, first, last] = answer as [Epoch, number, string, string]
    if (renewed === 1) await this.#index.addAgain(room)
    return { epoch, first: Number(first) as Seq, last: Number(last) as Seq }
  }

  async heads(rooms: readonly RoomId[]): Promise<LogHead[]> {
    await Promise.all(rooms.map((room) => this.#index.add(room)))
    return this.#heads.of(rooms)
  }

  async talksAfter(room: RoomId, seq: Seq): Promise<number> {
    return Number(await this.#scripts.talksAfter(this.#keys(room), [seq]))
  }

  async trim(room: RoomId, { entries, since }: Keep, limit: number): Promise<number> {
    if (limit === 0) return 0
    return Number(await this.#scripts.trim(this.#keys(room), [entries ?? '', since ?? '', limit]))
  }

  rooms(after: RoomId | null, limit: number): Promise<RoomId[]> {
    return this.#index.rooms(after, limit)
  }

  follow(room: RoomId, follower: LogFollower): Promise<Unfollow> {
    return this.#followed.follow(room, follower)
  }

  /** Of the logs that are followed, for whoever runs the node. */
  get followFigures(): FollowFigures {
    return this.#followed.figures
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#intents.settled()
    await this.#lanes.drained()
    this.#followed.close()
  }

  #keys(room: RoomId): string[] {
    return logKeys(this.#link.keys, room)
  }

  #write(key: string, id: string, text: string): Promise<unknown> {
    const { commands } = this.#link
    return (
      this.#replicated?.run(key, (pipeline) => pipeline.hset(key, id, text)) ??
      orUnavailable(commands.hset(key, id, text))
    )
  }

  /** Keeps all posts of a room, in their order, or none. */
  async #keep(room: RoomId, posts: readonly Post[]): Promise<Kept> {
    await this.#index.add(room)
    const { keys, channels } = this.#link
    const answer = await this.#scripts.append(
      [...this.#keys(room), logChannel(keys, room)],
      [channels.publishCommand, randomUUID(), MOST_PUBLISHED, ...posts.flatMap(argumentsOf)],
    )
    const [epoch, renewed, ...answers] = answer as [Epoch, number, ...Answer[]]
    if (renewed === 1) await this.#index.addAgain(room)
    const appended = answers.map((each, index) => appendedBy(room, epoch, posts[index] as Post, each))
    return { appended, told: this.#followed.tell(room, appended) }
  }
}

function appendedBy(room: RoomId, epoch: Epoch, post: Post, answer: Answer): Appended {
  if (answer[0] === 2) {
    const [, [before], text] = answer
    return { entry: entryIn(room, epoch, before, text), duplicate: true }
  }
  const [effect, seq] = answer
  return { entry: entryOf(room, epoch, Number(seq) as Seq, post, effect === 1), duplicate: false }
}
