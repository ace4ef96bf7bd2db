// What this host has that others have not: `/app/hello`, answered to everybody on `/topic/greeting`.
import Type from 'typebox'
import { jsonMessage } from '../../server/broker/relayed-message.ts'
import type { Extension } from '../../server/extension.ts'
import { bodyReader } from '../../server/routes/body.ts'
import { told, type Route } from '../../server/routes/route.ts'
import { pageFolder } from './page-folder.ts'
import { tellNames } from './tell-names.ts'

const helloBody = bodyReader(Type.Object({ name: Type.String() }))

const hello: Route = {
  pattern: '/app/hello',
  send: async ({ ports }, { body }) => {
    const content = `Hello, ${escapeHtml(helloBody(body).name)}!`
    return told(() => ports.signals.publishTopic('/topic/greeting', jsonMessage({ content })))
  },
}

/** For one host. It needs `--open-topics`, by which everybody may listen on `/topic/greeting`, and send there. */
export function greeting(): Extension {
  return {
    routes: [hello],
    stompPaths: ['/gs-guide-websocket'],
    webSockets: { '/user': tellNames() },
    unnamedGuests: true,
    page: pageFolder(),
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Pages of the tutorial put what they are told into their HTML as it is. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
