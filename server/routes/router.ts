// What a session asks of the routes: where a frame's destination leads. The table is in routes.ts.
import type { User } from '../../protocol/rest.ts'
import type { Feed } from '../broker/subscriber.ts'

/** The session that asks, for routes whose clients do not all speak alike, or say who they are with what they send. */
export interface Caller {
  /** Where it came in: a path, with `/**` where it came in below it, as SockJS does; null where there are no paths. */
  readonly door: string | null
  /**
   * The person, who is called `name` from now on where they had not said what they are called. Refuses BAD_NAME, and
   * OTHER_NAME where they are called otherwise.
   */
  introduce(name: string): User
}

/** A SEND by somebody who is signed in. `headers`: all of the frame's. */
export interface SendRequest {
  person: User
  caller: Caller
  destination: string
  headers: ReadonlyMap<string, string>
  body: Buffer
}

/** A SUBSCRIBE by somebody who is signed in. `refusals`: this session's own queue, for the route that leads to it. */
export interface SubscribeRequest {
  person: User
  caller: Caller
  destination: string
  headers: ReadonlyMap<string, string>
  refusals: Feed
}

/** What became of a SEND. `kept` resolves when its effect is durable; null where there is nothing to wait for. */
export interface Sent {
  kept: Promise<unknown> | null
}

/** What a SEND asks for, found right and not yet done. */
export interface Deed {
  /**
   * Of several: what posts a message is done first, all of it together; what changes and keeps something else next, one after
   * the other; what only tells others last, when all else is kept.
   */
  readonly effect: 'posts' | 'changes' | 'tells'
  /**
   * Does it, in the turn of the call. Resolves when it has taken its place: the session's next frame may follow. Rejects
   * with a Refusal, also through `kept`.
   */
  begin(): Promise<Sent>
}

export interface Router {
  /** Checks a SEND as things stand now; nothing is done yet. Rejects with a Refusal. */
  check(request: SendRequest): Promise<Deed>
  /** Does several as one: the messages among them are kept together or not at all, and nobody is told of what is not kept. */
  doAll(deeds: readonly Deed[]): Promise<Sent>
  /** The feed at the destination. Rejects with a Refusal. */
  subscribe(request: SubscribeRequest): Promise<Feed>
}
