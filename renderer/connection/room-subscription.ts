// Follows a room's log on a connection that comes and goes: every entry once, in order, without gaps, or word that there is one.
import { Value } from 'typebox/value'
import { inRoom, TOPIC } from '../../protocol/destinations.ts'
import { RoomMessage, type Entry } from '../../protocol/entry.ts'
import type { Epoch, RoomId, Seq } from '../../protocol/ids.ts'
import type { ChatConnection } from './chat-connection.ts'
import { RoomFeed } from './room-feed.ts'
import type { Watch } from './subscription-book.ts'

export interface RoomListener {
  /** The next entry. `live`: it was written just now; otherwise it was missed and is told afterwards. */
  onEntry(entry: Entry, live: boolean): void
  /** The log cannot tell what is missing: read the room anew and follow it from there. */
  onReload(): void
}

/** Follows what comes after `last`, the newest entry that is known already, until the watch is stopped. */
export function followRoom(
  connection: Pick<ChatConnection, 'watch'>,
  roomId: RoomId,
  { epoch, last }: { epoch: Epoch; last: Seq },
  listener: RoomListener,
): Watch {
  const feed = new RoomFeed(epoch, last)
  let live = false
  const headers = () => {
    feed.restart()
    live = false
    return feed.position
  }
  const take = (message: RoomMessage) => {
    const step = feed.take(message)
    switch (step.do) {
      case 'append':
        return listener.onEntry(step.entry, live)
      case 'caught-up':
        live = true
        return
      case 'ask-again':
        return watch.again()
      case 'reload':
        return listener.onReload()
      case 'nothing':
        return
    }
  }
  const onBody = (body: unknown) => {
    if (Value.Check(RoomMessage, body)) take(body)
  }
  const watch = connection.watch(inRoom(TOPIC.room, roomId), { headers, onBody })
  return watch
}
