// WebSockets with no STOMP in them: whoever says a name has it told to all as `{"user":NAME}`.
import type { WebSocket } from 'ws'
import { ERRORS } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { TokenBucket } from '../limits/token-bucket.ts'
import type { ServeWebSocket } from './other-websockets.ts'

/** Characters. */
const LONGEST_NAME = 256
/** Bytes; whoever reads more slowly than that misses names. */
const MOST_OWED = 64 * 1024
/** RFC 6455 §7.4.1. */
const TOO_BIG = 1009

/** By which those hear each other who are on other nodes. */
export interface NamesBetween {
  /** To all who follow, on this node too. */
  publish(text: string): void
  /** Rejects for an outage. */
  follow(onText: (text: string) => void): Promise<unknown>
}

export interface TellNamesOptions {
  /** Where it is left out those of this process hear each other. */
  between?: NamesBetween
  now?: () => number
}

/** Serves such WebSockets, who all hear each other. Each may say as many names as a session may send commands. */
export function tellNames({ between, now = () => performance.now() }: TellNamesOptions = {}): ServeWebSocket {
  const listeners = new Set<WebSocket>()
  let following: Promise<unknown> | null = null
  const hand = (text: string): void => {
    for (const listener of listeners) if (listener.bufferedAmount < MOST_OWED) listener.send(text)
  }
  const tell = (user: string): void => (between?.publish ?? hand)(JSON.stringify({ user }))
  /** After an outage the next who comes tries again. */
  const follow = (): void => {
    following ??= between?.follow(hand).catch(() => (following = null)) ?? null
  }
  return (webSocket) => {
    const bucket = new TokenBucket(LIMITS.commandRate)
    listeners.add(webSocket)
    follow()
    webSocket.on('close', () => listeners.delete(webSocket))
    webSocket.on('message', (data: Buffer) => {
      const name = nameIn(data.toString())
      if (bucket.wait(now()) > 0) return webSocket.close(ERRORS.TOO_FAST.close, ERRORS.TOO_FAST.message)
      bucket.take(now())
      if (name.length <= LONGEST_NAME) tell(name)
      else webSocket.close(TOO_BIG, `A name may have ${LONGEST_NAME} characters.`)
    })
  }
}

/** Clients say `{"user":NAME}`, `{"name":NAME}` or the bare name. */
function nameIn(text: string): string {
  try {
    const said = JSON.parse(text) as { user?: unknown; name?: unknown } | null
    const name = said?.user ?? said?.name
    return typeof name === 'string' ? name : text
  } catch {
    return text
  }
}
