// The tutorial's other door, a WebSocket with no STOMP in it: whoever says a name has it told to all as `{"user":NAME}`.
import type { WebSocket } from 'ws'

/** Characters. */
const LONGEST_NAME = 256
/** Bytes; whoever reads more slowly than that misses names. */
const MOST_OWED = 64 * 1024
/** RFC 6455 §7.4.1. */
const TOO_BIG = 1009

/** Serves such WebSockets, who all hear each other. */
export function tellNames(): (webSocket: WebSocket) => void {
  const listeners = new Set<WebSocket>()
  const tell = (user: string): void => {
    const text = JSON.stringify({ user })
    for (const listener of listeners) if (listener.bufferedAmount < MOST_OWED) listener.send(text)
  }
  return (webSocket) => {
    listeners.add(webSocket)
    webSocket.on('close', () => listeners.delete(webSocket))
    webSocket.on('message', (data: Buffer) => {
      const name = nameIn(data.toString())
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
