// The tutorial on STOMP over WebSocket that many began with: SockJS at /gs-guide-websocket, a name that is greeted, and
// clients who send to each other.
import Type from 'typebox'
import { escapeHtml } from '../../../protocol/html.ts'
import { jsonMessage } from '../../broker/relayed-message.ts'
import { bodyReader } from '../body.ts'
import { listen } from '../listen.ts'
import { relay } from '../open-topics.ts'
import { told } from '../route.ts'
import type { Dialect } from './dialect.ts'

const DOORS = ['/gs-guide-websocket', '/gs-guide-websocket/**']
const GREETING = '/topic/greeting'
const helloBody = bodyReader(Type.Object({ name: Type.String() }))

export const TUTORIAL: Dialect = {
  doors: DOORS,
  unnamedGuests: true,
  yields: false,
  relays: true,
  tellsNamesAt: '/user',
  routes: [
    {
      pattern: '/app/hello',
      doors: DOORS,
      send: async ({ ports }, { caller, body }) => {
        const { name } = caller.introduce(helloBody(body).name)
        // Its pages put what they are told into their HTML as it is.
        const greeting = jsonMessage({ content: `Hello, ${escapeHtml(name)}!` })
        return told(() => ports.signals.publishTopic(GREETING, greeting))
      },
    },
    // What anybody may send to is nobody's on a host that does not relay, but for those who came in here.
    { pattern: GREETING, doors: DOORS, send: relay, subscribe: listen },
  ],
  rest: null,
  accounts: null,
}
