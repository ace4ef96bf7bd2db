// A chat in memory that speaks dialects, and clients of theirs.
import type { UserId } from '../../../../protocol/ids.ts'
import { NO_EXTENSION } from '../../../../server/extension.ts'
import { routesOf } from '../../../../server/parts/dialects.ts'
import type { Dialect } from '../../../../server/routes/dialects/dialect.ts'
import { MemoryChat, endless } from '../../../support/memory-chat.ts'
import type { MemoryClient } from '../../../support/memory-client.ts'
import { quiet } from '../../../support/turns.ts'

/** Guests are those whose CONNECT has a nickname, and others without a name. */
export class SeedChat extends MemoryChat {
  #guests = 0

  constructor(...dialects: Dialect[]) {
    super({
      routes: routesOf(dialects, NO_EXTENSION, false),
      authenticate: async (headers) => {
        const nickname = headers.get('nickname')
        this.#guests += 1
        const userId = `user-${this.#guests}` as UserId
        return endless(
          nickname === undefined ? { userId, name: 'Guest', unnamed: true } : { userId, name: nickname },
        )
      },
    })
  }

  /** Somebody who has come in by this door, listening to refusals as `errors`. */
  async come(door: string, headers: Record<string, string> = {}): Promise<MemoryClient> {
    const client = this.open()
    client.wire.door = door
    client.send('CONNECT', { 'accept-version': '1.1', ...headers })
    await quiet()
    client.subscribe('errors', '/user/queue/errors')
    await quiet()
    return client
  }

  /** What the room's log holds: type, sender and message of each. */
  async lines(roomId: string): Promise<string[]> {
    const entries = await this.ports.log.read(roomId as never, { after: 0 as never, limit: 99 })
    return entries.map(({ type, sender, message }) => `${type} ${sender} ${message}`.trim())
  }
}

/** Sends, and waits until all that follows of it is done. */
export async function say(client: MemoryClient, destination: string, body: unknown): Promise<void> {
  client.send('SEND', { destination }, JSON.stringify(body))
  await quiet()
}
