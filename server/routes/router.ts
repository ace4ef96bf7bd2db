// What a session asks of the routes: where a frame's destination leads. The table is in routes.ts.
import type { User } from '../../protocol/rest.ts'
import type { Feed } from '../broker/subscriber.ts'

/** A SEND by somebody who is signed in. */
export interface SendRequest {
  person: User
  destination: string
  body: Buffer
}

/** A SUBSCRIBE by somebody who is signed in. `refusals`: this session's own queue, for the route that leads to it. */
export interface SubscribeRequest {
  person: User
  destination: string
  headers: ReadonlyMap<string, string>
  refusals: Feed
}

/** What became of a SEND. `kept` resolves when its effect is durable; null where there is nothing to wait for. */
export interface Sent {
  kept: Promise<unknown> | null
}

export interface Router {
  /**
   * Resolves when the command has taken its place: the session's next frame may follow. Rejects with a Refusal, also
   * through `kept`.
   */
  send(request: SendRequest): Promise<Sent>
  /** The feed at the destination. Rejects with a Refusal. */
  subscribe(request: SubscribeRequest): Promise<Feed>
}
