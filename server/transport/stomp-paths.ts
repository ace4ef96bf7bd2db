// Which upgrades are for STOMP, and with what around it.

/** `sockjs`: in SockJS's messages. */
export type Speech = 'plain' | 'sockjs'

/**
 * What is spoken at `asked`, where STOMP is served at each of `paths`: plainly there and at its `/websocket`, in SockJS at its
 * `/{server}/{session}/websocket`. Null: no STOMP.
 */
export function speechAt(asked: string, paths: readonly string[]): Speech | null {
  if (paths.some((path) => asked === path || asked === `${path}/websocket`)) return 'plain'
  return paths.some((path) => isSockJsPath(asked, path)) ? 'sockjs' : null
}

/** Every connection is a session of its own, whatever its name. */
function isSockJsPath(asked: string, path: string): boolean {
  return asked.startsWith(`${path}/`) && /^[^/.]+\/[^/.]+\/websocket$/.test(asked.slice(path.length + 1))
}
