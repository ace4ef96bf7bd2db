// Who is here, as sessions come and go.
import { describe, expect, it } from 'vitest'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

describe('presence', () => {
  async function watched() {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const watcher = await chat.join('watcher')
    watcher.subscribe('live', `/topic/rooms/${roomId}/live`)
    const first = await chat.member('a', roomId)
    const seen = (): unknown[] => watcher.bodies('live')
    const online = (is: boolean) => ({ type: 'PRESENCE', roomId, userId: 'a', online: is })
    return { chat, roomId, first, seen, online }
  }

  it('[SE17] is told when somebody’s last connection is gone and their first is there, once each', async () => {
    const { chat, first, seen, online } = await watched()
    const second = await chat.join('a')
    first.wire.close()
    await quiet()
    expect(seen()).toEqual([online(true)])
    second.wire.close()
    await quiet()
    expect(seen()).toEqual([online(true), online(false)])
    await chat.join('a')
    expect(seen()).toEqual([online(true), online(false), online(true)])
  })

  it.each([
    ['DISCONNECT', 'DISCONNECT\n\n\0'],
    ['an ERROR', 'broken\n\n\0'],
  ])('[SE17] ends once with %s too', async (_how, bytes) => {
    const { first, seen, online } = await watched()
    first.sendBytes(bytes)
    await quiet()
    first.wire.close()
    await quiet()
    expect(seen()).toEqual([online(true), online(false)])
  })

  it('[SE17] is one person’s who types on one device and leaves on another', async () => {
    const { chat, roomId, first, seen } = await watched()
    const second = await chat.join('a')
    const typing = { type: 'TYPING', roomId, userId: 'a', name: 'a' }
    for (const device of [first, second]) device.command('typing', roomId)
    await quiet()
    expect(seen().slice(1)).toEqual([typing, typing])
    second.command('leave', roomId)
    await quiet()
    first.command('typing', roomId)
    first.wire.close()
    second.wire.close()
    await quiet()
    // Nobody who is no longer in the room is told of in it.
    expect(seen()).toHaveLength(3)
  })

  it('[CH2] writes nothing into the log', async () => {
    const { chat, roomId, first } = await watched()
    first.wire.close()
    await chat.join('a')
    await quiet()
    expect((await chat.ports.log.head(roomId)).last).toBe(1)
  })
})
