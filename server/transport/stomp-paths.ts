// Which upgrades are for STOMP, and with what around it.

/** Where a connection came in, and what is spoken there. `door`: see `Wire`. `sockjs`: in SockJS's messages. */
export interface Entrance {
  readonly door: string
  readonly speech: 'plain' | 'sockjs'
}

/**
 * Looks up the entrance at a path, where STOMP is served at each of `paths`: plainly there and, for libraries of SockJS, at its
 * `/websocket`; in SockJS at its `/{server}/{session}/websocket`. Null: no STOMP.
 */
export function stompEntrances(paths: readonly string[]): (asked: string) => Entrance | null {
  const all = paths.map(entrancesOf)
  return (asked) => {
    for (const { path, plain, bare, sockJs } of all) {
      if (asked === path) return plain
      if (!asked.startsWith(`${path}/`)) continue
      const below = asked.slice(path.length + 1)
      if (below === 'websocket') return bare
      if (isSession(below)) return sockJs
    }
    return null
  }
}

interface Entrances {
  path: string
  plain: Entrance
  bare: Entrance
  sockJs: Entrance
}

function entrancesOf(path: string): Entrances {
  const below = `${path}/**`
  return {
    path,
    plain: { door: path, speech: 'plain' },
    bare: { door: below, speech: 'plain' },
    sockJs: { door: below, speech: 'sockjs' },
  }
}

/** Every connection is a session of its own, whatever its name. */
function isSession(below: string): boolean {
  return /^[^/.]+\/[^/.]+\/websocket$/.test(below)
}
