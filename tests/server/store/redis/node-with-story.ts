// A node that follows one room, and tells what it has heard: for tests on what is lost, and what must not be.
import { expect, vi } from 'vitest'
import type { Entry } from '../../../../protocol/entry.ts'
import type { RedisRoomLog } from '../../../../server/store/redis/redis-room-log.ts'
import { linkedLog } from '../../../contracts/redis-logs.ts'
import { room, span, talk } from '../../../contracts/samples.ts'
import { freshPrefix, openLink } from '../../../support/redis/redis-kinds.ts'

export const PATIENCE = { timeout: 20_000, interval: 20 }

/** Its follower writes down what it hears: seqs, and gaps as `1-6`. */
export class Node {
  readonly story: (number | string)[] = []
  readonly entries: Entry[] = []
  readonly log: RedisRoomLog

  private constructor(log: RedisRoomLog) {
    this.log = log
  }

  static async on(url: string, prefix: string): Promise<Node> {
    const { log } = await linkedLog((each) => openLink(url, each), prefix)
    const node = new Node(log)
    await log.follow(room('a'), {
      onEntry: (entry) => {
        node.story.push(entry.seq)
        node.entries.push(entry)
      },
      onGap: ({ from, to }) => node.story.push(`${from}-${to}`),
    })
    return node
  }

  /** The seq up to which it has been told, in whatever way. */
  get newest(): number {
    return Number(String(this.story.at(-1) ?? 0).replace(/^.*-/, ''))
  }

  get gaps(): string[] {
    return this.story.filter((told) => typeof told === 'string')
  }

  /** What came without what stands before it; nothing may. */
  get holes(): (number | string)[] {
    return this.story.filter((told, index) => {
      const before = this.story[index - 1]
      return typeof told === 'number' && told !== Number(String(before ?? 0).replace(/^.*-/, '')) + 1
    })
  }

  /**
   * Resolves when it has heard this much before a gap, and then everything up to a seq: in the gap, or as entries that follow
   * each other after it.
   */
  async hasHeard(before: number, last: number): Promise<void> {
    await vi.waitFor(() => {
      expect(this.story.slice(0, before)).toEqual(span(1, before))
      const [gap, ...after] = this.story.slice(before)
      const [from, to] = String(gap).split('-').map(Number)
      expect([from, after]).toEqual([Math.min(1, to ?? -1), span((to ?? -1) + 1, last)])
    }, PATIENCE)
  }

  async say(...nonces: string[]): Promise<Entry[]> {
    const kept: Entry[] = []
    for (const nonce of nonces) kept.push((await this.log.append(room('a'), talk(nonce))).entry)
    return kept
  }

  /** Says it as often as it takes, as a client does with what has no receipt. */
  async insist(nonce: string): Promise<Entry> {
    return vi.waitFor(async () => (await this.say(nonce))[0] as Entry, PATIENCE)
  }
}

/** Everybody has heard so much: nothing is on its way any more. */
export async function allHeard(nodes: readonly Node[], last: number): Promise<void> {
  for (const { story } of nodes) await vi.waitFor(() => expect(story).toEqual(span(1, last)), PATIENCE)
}

export async function twoNodes(url: string): Promise<[Node, Node]> {
  const prefix = freshPrefix()
  return [await Node.on(url, prefix), await Node.on(url, prefix)]
}
