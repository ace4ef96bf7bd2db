// A fuzzed client's connection by SockJS over plain HTTP requests, which carry text and nothing else.
import { StringDecoder } from 'node:string_decoder'
import { openSockJs } from '../../support/raw-sockjs.ts'
import type { Random } from '../../support/random.ts'
import type { Connection, Listener } from './world.ts'

/** `http`: the host's address. */
export async function openSockJsConnection(
  http: string,
  listener: Listener,
  random: Random,
): Promise<Connection> {
  const transport = random.pick(['xhr_streaming', 'xhr', 'eventsource'] as const)
  const session = await openSockJs(http, transport, (text) => listener.hear(Buffer.from(text)))
  // A session that broke off has ended too.
  const closed = (): void => listener.closed()
  void session.closed().then(closed, closed)
  const characters = new StringDecoder('utf8')
  return {
    textOnly: true,
    send: (bytes) => {
      const text = characters.write(bytes)
      // Whoever is told that the session is over is told so where they listen, too.
      if (text !== '') session.send(text).catch(() => {})
    },
    stall: () => {},
    drain: () => {},
    halfClose: () => false,
    close: () => session.cut(),
    cut: () => session.cut(),
  }
}
