// News that nobody may miss without knowing it: where some may have been lost, whoever follows hears null instead.
import { Followers } from '../followers.ts'
import type { Unfollow } from '../room-log.ts'
import type { Channels } from './channels.ts'
import { fromJson, hearing } from './hearing.ts'

export class SureChannel<News> {
  readonly #channels: Channels
  readonly #name: string
  readonly #followers = new Followers<'all', News | null>()
  /** The node's one subscription to the channel; null while nobody has followed. */
  #following: Promise<Unfollow> | null = null
  /** Something could not be told: the others must hear that there was something. */
  #untold = false

  constructor(channels: Channels, name: string) {
    this.#channels = channels
    this.#name = name
  }

  /** Hears all from when it resolves. Rejects with Refusal UNAVAILABLE. */
  async follow(onNews: (news: News | null) => void): Promise<Unfollow> {
    const unfollow = this.#followers.add('all', onNews)
    this.#following ??= this.#channels.follow(this.#name, {
      hear: hearing(fromJson<News | null>, (news) => this.#followers.tell('all', news)),
      missed: () => this.#followers.tell('all', null),
    })
    try {
      await this.#following
    } catch (error) {
      this.#following = null
      unfollow()
      throw error
    }
    return unfollow
  }

  publish(news: News): void {
    this.#send(news)
  }

  /** Something may have happened that nobody has told. */
  publishDoubt(): void {
    this.#send(null)
  }

  /** Says what could not be said. To be called from time to time. */
  makeGood(): void {
    if (this.#untold) this.publishDoubt()
  }

  #send(news: News | null): void {
    this.#channels.send(this.#name, JSON.stringify(news)).then(
      () => {
        if (news === null) this.#untold = false
      },
      () => {
        // On this node it is known at once.
        if (!this.#untold) this.#followers.tell('all', null)
        this.#untold = true
      },
    )
  }
}
