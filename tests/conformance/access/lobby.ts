// What somebody hears in the lobby while rooms of every kind come and go, and whether any of it is not for them.
import type { LobbySignal } from '../../../protocol/signals.ts'
import { Line } from './line.ts'
import type { Caller, World } from './world.ts'

const LOBBY = '/topic/rooms'

export class Lobby {
  readonly #line: Line

  private constructor(line: Line) {
    this.#line = line
  }

  static async of(world: World, caller: Caller): Promise<Lobby> {
    const line = await Line.open(world.host, 'WebSocket', caller.token)
    world.asked.add(LOBBY)
    await line.ask('SUBSCRIBE', { id: 'lobby', destination: LOBBY })
    return new Lobby(line)
  }

  /** Everything that was told up to now. */
  async heard(): Promise<LobbySignal[]> {
    const frames = await this.#line.ask('SUBSCRIBE', { id: 'again', destination: LOBBY })
    this.#line.close()
    return frames
      .filter(({ command }) => command === 'MESSAGE')
      .map(({ body }) => JSON.parse(body) as LobbySignal)
  }
}

/** Those that are about a room that is not open, or not any more. */
export function notForTheLobby(heard: readonly LobbySignal[]): LobbySignal[] {
  const open = new Set<string>()
  return heard.filter((signal) => {
    if (signal.type === 'ROOM_CREATED') open.add(signal.roomId)
    const isOpen = open.has(signal.roomId)
    if (signal.type === 'ROOM_CLOSED') open.delete(signal.roomId)
    return !isOpen || ('kind' in signal && signal.kind !== 'open')
  })
}
