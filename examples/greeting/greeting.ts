// What this host has that others have not: `/app/hello`, answered to everybody on `/topic/greeting`.
import Type from 'typebox'
import { escapeHtml } from '../../protocol/html.ts'
import { jsonMessage } from '../../server/broker/relayed-message.ts'
import type { Extension } from '../../server/extension.ts'
import { bodyReader } from '../../server/routes/body.ts'
import { told, type Route } from '../../server/routes/route.ts'
import { tellNames } from '../../server/transport/tell-names.ts'
import { pageFolder } from './page-folder.ts'

const helloBody = bodyReader(Type.Object({ name: Type.String() }))

const hello: Route = {
  pattern: '/app/hello',
  send: async ({ ports }, { body }) => {
    // Its page puts what it is told into its HTML as it is.
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
