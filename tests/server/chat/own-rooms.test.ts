// What somebody hears of their own rooms on /user/queue/rooms.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import type { OwnRoomSignal } from '../../../protocol/signals.ts'
import { enterRoom } from '../../../server/chat/enter-room.ts'
import { endMembership } from '../../../server/chat/leave-room.ts'
import { person } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const QUEUE = '/user/queue/rooms'

/** A room with a and b in it, and a who listens. */
async function listening() {
  const chat = new MemoryChat()
  const roomId = await chat.createRoom()
  const [a, b] = [await chat.member('a', roomId), await chat.member('b', roomId)]
  const device = await chat.join('a')
  await listen(device)
  /** All that came since the last look, when what was gathered has been counted. */
  const heard = async (client = device): Promise<OwnRoomSignal[]> => {
    await quiet()
    await chat.advance(500)
    await quiet()
    const fresh = client.heardAs('MESSAGE').filter(({ headers }) => headers['destination'] === QUEUE)
    client.heard.length = 0
    return fresh.map(({ body }) => JSON.parse(body) as OwnRoomSignal)
  }
  await heard()
  const unread = (seq: number, read: number, count: number, room: RoomId = roomId) => ({
    type: 'UNREAD',
    roomId: room,
    seq,
    read,
    unread: count,
  })
  return { chat, roomId, a, b, device, heard, unread }
}

async function listen(client: MemoryClient): Promise<void> {
  const receipt = `listening ${client.heard.length}`
  client.subscribe('own', QUEUE, { receipt })
  await client.receipt(receipt)
}

describe('unread messages', () => {
  it('[CH17] are counted for those who listen, twice a second at most', async () => {
    const { chat, roomId, b, heard, unread } = await listening()
    for (const text of ['1', '2', '3']) b.talk(roomId, text)
    await quiet()
    expect(await heard()).toEqual([unread(5, 1, 3)])
    b.talk(roomId, '4')
    await chat.advance(250)
    b.talk(roomId, '5')
    expect(await heard()).toEqual([unread(7, 1, 5)])
    expect(await heard()).toEqual([])
  })

  it('[CH17] are messages: nobody waits for a notice to be read', async () => {
    const { chat, roomId, heard, unread } = await listening()
    await chat.member('c', roomId)
    expect(await heard()).toEqual([unread(3, 1, 0)])
  })

  it('[CH17] are read on all devices at once', async () => {
    const { roomId, a, b, device, heard, unread } = await listening()
    await listen(a)
    b.talk(roomId, '1')
    b.talk(roomId, '2')
    await heard()
    device.command('read', roomId, { seq: 3 })
    expect(await heard(a)).toEqual([unread(4, 1, 2), unread(4, 3, 1)])
    expect(await heard()).toEqual([unread(4, 3, 1)])
  })

  it('[CH17] of rooms that one is not in are nobody’s', async () => {
    const { chat, b, heard } = await listening()
    const other = await chat.createRoom()
    b.command('enter', other)
    b.talk(other, '1')
    expect(await heard()).toEqual([])
  })
})

describe('rooms', () => {
  it('[CH17] that one enters on another device are told, and followed', async () => {
    const { chat, a, b, heard, unread } = await listening()
    const other = await chat.createRoom()
    a.command('enter', other)
    await quiet()
    const { epoch } = await chat.ports.log.head(other)
    expect(await heard()).toMatchObject([
      { type: 'ROOM_ADDED', room: { roomId: other, members: 1, epoch, seq: 1, read: 1, unread: 0 } },
    ])
    b.command('enter', other)
    b.talk(other, '1')
    expect(await heard()).toEqual([unread(3, 1, 1, other)])
  })

  it.each(['left', 'removed', 'away'] as const)(
    '[CH17] that one is no longer in are told with the reason, and not followed: %s',
    async (reason) => {
      const { chat, roomId, a, b, heard } = await listening()
      if (reason === 'left') a.command('leave', roomId)
      else await endMembership(chat.ports, person('a', 'a'), roomId, reason)
      await quiet()
      b.talk(roomId, '1')
      expect(await heard()).toEqual([{ type: 'ROOM_GONE', roomId, reason }])
    },
  )

  it('[CH17] that have changed are told as they are now', async () => {
    const { chat, roomId, device, heard } = await listening()
    chat.ports.signals.publishPerson(person('a').userId, { type: 'CHANGED', roomId })
    expect(await heard(device)).toMatchObject([
      { type: 'ROOM_CHANGED', room: { roomId, members: 2, read: 1 } },
    ])
  })
})

describe('listening', () => {
  it('[CH17] follows a room once for all who listen, and only while there are any', async () => {
    const { chat, roomId, device, a, b } = await listening()
    const follow = vi.spyOn(chat.log, 'follow')
    await listen(b)
    await listen(a)
    expect(follow).not.toHaveBeenCalled()
    for (const client of [device, a, b]) client.send('UNSUBSCRIBE', { id: 'own' })
    await quiet()
    b.talk(roomId, '1')
    await quiet()
    expect(chat.alarms.set).toBe(0)
    await listen(b)
    expect(follow).toHaveBeenCalledTimes(1)
  })

  it('[CH17] is refused where the rooms cannot be found out, and leaves nothing behind', async () => {
    const { chat, roomId, b } = await listening()
    b.subscribe('errors', '/user/queue/errors')
    vi.spyOn(chat.ports.directory, 'stays').mockRejectedValueOnce(outage())
    b.subscribe('own', QUEUE)
    await quiet()
    expect(b.bodies('errors')).toMatchObject([{ code: 'UNAVAILABLE', destination: QUEUE }])
    b.command('leave', roomId)
    await quiet()
    expect(b.bodies('own')).toEqual([])
  })

  it('[CH17] nobody else hears of it', async () => {
    const { chat, roomId, b, heard } = await listening()
    const c = await chat.member('c', roomId)
    await listen(c)
    await heard(c)
    b.command('read', roomId, { seq: 3 })
    b.command('leave', roomId)
    expect(await heard(c)).toMatchObject([{ type: 'UNREAD', unread: 0 }])
  })
})

describe('what somebody may have missed of their own rooms', () => {
  /** As `listening`, with a way to have the listener hear that something may have been missed. */
  async function cutOff() {
    const { chat, roomId, b } = await listening()
    const hear = new Set<(signal: null) => void>()
    const { signals } = chat.ports
    const followPerson = signals.followPerson.bind(signals)
    signals.followPerson = async (user, onSignal) => {
      hear.add(onSignal)
      const unfollow = await followPerson(user, (signal) => signal?.type === 'READ' && onSignal(signal))
      return () => {
        hear.delete(onSignal)
        unfollow()
      }
    }
    const device = await chat.join('c')
    device.command('enter', roomId)
    await listen(device)
    device.heard.length = 0
    const told = async () => {
      await quiet(8)
      await chat.advance(500)
      await quiet(8)
      return device.bodies<OwnRoomSignal>('own')
    }
    const miss = () => hear.forEach((each) => each(null))
    return { chat, roomId, b, device, told, miss }
  }

  it('[ND2] is told when it is found out: rooms they are in now, and rooms they are not', async () => {
    const { chat, roomId, b, device, told, miss } = await cutOff()
    const other = await chat.createRoom()
    await chat.ports.directory.setMembership(other, person('c'), { present: true, stay: 1 })
    await endMembership(chat.ports, person('c'), roomId)
    expect(await told()).not.toContainEqual(expect.objectContaining({ type: 'ROOM_GONE' }))
    miss()
    expect(await told()).toEqual(
      expect.arrayContaining([
        { type: 'ROOM_GONE', roomId, reason: 'left' },
        expect.objectContaining({
          type: 'ROOM_ADDED',
          room: expect.objectContaining({ roomId: other }) as unknown,
        }),
      ]),
    )
    device.heard.length = 0
    b.talk(roomId, '1')
    expect(await told()).toEqual([])
  })

  it('[ND2] of one signal that could not be worked on is asked for again', async () => {
    const { chat, device, heard } = await listening()
    const other = await chat.createRoom()
    const broken = vi.spyOn(chat.ports.directory, 'readMark').mockRejectedValueOnce(outage())
    await enterRoom(chat.ports, person('a'), other)
    expect(await heard(device)).toEqual([])
    expect(broken).toHaveBeenCalledOnce()
    await chat.advance(1_000)
    expect(await heard(device)).toContainEqual(
      expect.objectContaining({
        type: 'ROOM_ADDED',
        room: expect.objectContaining({ roomId: other }) as unknown,
      }),
    )
  })

  it('[CH17] [ND2] of rooms that could not be counted is counted later, and the others now', async () => {
    const { chat, roomId, b, heard } = await listening()
    const other = await chat.createRoom()
    for (const who of ['a', 'b']) await enterRoom(chat.ports, person(who), other)
    await heard()
    vi.spyOn(chat.ports.log, 'head').mockImplementationOnce(() => Promise.reject(outage()))
    b.talk(roomId, '1')
    b.talk(other, '2')
    const [first] = await heard()
    expect(first).toMatchObject({ type: 'UNREAD', roomId: other, unread: 1 })
    expect(await heard()).toContainEqual(expect.objectContaining({ type: 'UNREAD', roomId, unread: 1 }))
  })

  it('[ND2] is asked again until it can be found out, and no longer than anybody listens', async () => {
    const { chat, roomId, device, told, miss } = await cutOff()
    await endMembership(chat.ports, person('c'), roomId)
    const broken = vi.spyOn(chat.ports.directory, 'stays').mockRejectedValue(outage())
    miss()
    await told()
    expect(chat.failures).toMatchObject([{ code: 'UNAVAILABLE' }])
    broken.mockRestore()
    await chat.advance(1_000)
    expect(await told()).toContainEqual({ type: 'ROOM_GONE', roomId, reason: 'left' })
    const again = vi.spyOn(chat.ports.directory, 'stays').mockRejectedValue(outage())
    miss()
    await quiet(8)
    device.send('UNSUBSCRIBE', { id: 'own' })
    await quiet(8)
    await chat.advance(3_000)
    expect(again).toHaveBeenCalledOnce()
  })
})
