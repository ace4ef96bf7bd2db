// What every Directory must do: rooms, who is in them, and how far they have read.
import { describe, expect, it } from 'vitest'
import type { Directory, Membership } from '../../server/store/directory.ts'
import { roomOf } from '../support/room-of.ts'
import { newRoom, person, reader, room, seq, user } from './samples.ts'

/** An empty directory of its own for the running test, which it ends with. */
export type OpenDirectory = () => Promise<Directory>

const present = (stay: number) => ({ present: true, stay })
const absent = (stay: number) => ({ present: false, stay })

export function directoryContract(adapter: string, open: OpenDirectory): void {
  describe(`Directory in ${adapter}`, () => {
    roomsContract(open)
    membershipContract(open)
    readMarkContract(open)
  })
}

function roomsContract(open: OpenDirectory): void {
  it('knows a room once it is made', async () => {
    const directory = await open()
    expect(await directory.room(room('a'))).toBeNull()
    await directory.createRoom(newRoom('a', 5))
    expect(await directory.room(room('a'))).toEqual(
      roomOf({ roomId: room('a'), name: '방 a', createdAt: 5, ownerId: user('haneul') }),
    )
  })

  it('knows a room that nobody owns', async () => {
    const directory = await open()
    await directory.createRoom({ ...newRoom('a'), createdBy: null })
    expect(await directory.room(room('a'))).toMatchObject({ name: '방 a', ownerId: null })
  })

  it('lists the rooms oldest first, and those of one age as they were made', async () => {
    const directory = await open()
    expect(await directory.openRooms()).toEqual([])
    for (const made of [newRoom('d', 3), newRoom('b', 2), newRoom('a', 2), newRoom('c', 1)]) {
      await directory.createRoom(made)
    }
    expect((await directory.openRooms()).map(({ roomId }) => roomId)).toEqual(['c', 'b', 'a', 'd'])
  })

  it('rejects an id that is taken, and keeps the first room', async () => {
    const directory = await open()
    await directory.createRoom(newRoom('a', 1))
    await expect(directory.createRoom({ ...newRoom('a', 2), name: '다른 방' })).rejects.toThrow()
    expect(await directory.openRooms()).toMatchObject([{ name: '방 a', createdAt: 1 }])
  })
}

function membershipContract(open: OpenDirectory): void {
  it('has somebody who was never there as absent, with no stay', async () => {
    const directory = await open()
    expect(await directory.membership(room('nowhere'), user('u'))).toMatchObject(absent(0))
    expect(await directory.members(room('nowhere'))).toEqual([])
    expect(await directory.roomsOf(user('u'))).toEqual([])
  })

  it('rejects a membership of a room that is not there', async () => {
    const directory = await open()
    await expect(directory.setMembership(room('nowhere'), person('u'), present(1))).rejects.toThrow()
  })

  it('counts and lists those who are present', async () => {
    const directory = await withRoom(open)
    for (const id of ['u', 'v', 'w']) await directory.setMembership(room('a'), person(id), present(1))
    await directory.setMembership(room('a'), person('v'), absent(1))
    expect(await directory.room(room('a'))).toMatchObject({ members: 2 })
    expect(await directory.openRooms()).toMatchObject([{ members: 2 }])
    expect(await directory.members(room('a'))).toEqual([reader('u'), reader('w')])
    expect(await directory.membership(room('a'), user('v'))).toMatchObject(absent(1))
  })

  it('lists the members by their latest entering', async () => {
    const directory = await withRoom(open)
    for (const id of ['u', 'v', 'w']) await directory.setMembership(room('a'), person(id), present(1))
    await directory.setMembership(room('a'), person('u'), absent(1))
    await directory.setMembership(room('a'), person('u'), present(2))
    await directory.setMembership(room('a'), person('v'), present(2))
    expect((await directory.members(room('a'))).map(({ userId }) => userId)).toEqual(['w', 'u', 'v'])
  })

  it('changes nothing when the same is set again, and shows a new name at the old place', async () => {
    const directory = await withRoom(open)
    for (const id of ['u', 'v']) await directory.setMembership(room('a'), person(id), present(1))
    await directory.setMembership(room('a'), person('u'), present(1))
    await directory.setMembership(room('a'), person('u', '새 이름'), present(1))
    expect(await directory.members(room('a'))).toEqual([reader('u', 0, '새 이름'), reader('v')])
    expect(await directory.membership(room('a'), user('u'))).toMatchObject(present(1))
  })

  it('takes no step back: a stay that is over stays over, and an older one does not end a later one', async () => {
    const directory = await withRoom(open)
    const set = (membership: Membership) => directory.setMembership(room('a'), person('u'), membership)
    for (const step of [present(1), absent(1), present(1)]) await set(step)
    expect(await directory.membership(room('a'), user('u'))).toMatchObject(absent(1))
    for (const step of [present(2), absent(1)]) await set(step)
    expect(await directory.membership(room('a'), user('u'))).toMatchObject(present(2))
    expect(await directory.room(room('a'))).toMatchObject({ members: 1 })
  })

  it('knows the rooms that somebody is in now', async () => {
    const directory = await open()
    for (const id of ['a', 'b', 'c']) {
      await directory.createRoom(newRoom(id))
      await directory.setMembership(room(id), person('u'), present(1))
    }
    await directory.setMembership(room('b'), person('u'), absent(1))
    expect((await directory.roomsOf(user('u'))).toSorted()).toEqual(['a', 'c'])
  })

  it('knows how far somebody has read in each of the rooms that they are in, oldest first', async () => {
    const directory = await open()
    for (const [id, createdAt] of [
      ['young', 9],
      ['old', 1],
      ['left', 5],
      ['foreign', 6],
    ] as const)
      await directory.createRoom(newRoom(id, createdAt))
    expect(await directory.stays(user('u'))).toEqual([])
    for (const id of ['young', 'old', 'left'])
      await directory.setMembership(room(id), person('u'), present(1))
    await directory.setMembership(room('foreign'), person('v'), present(1))
    await directory.setMembership(room('left'), person('u'), absent(1))
    await directory.markRead(room('old'), user('u'), seq(7))
    await directory.markRead(room('young'), user('v'), seq(3))
    expect(await directory.stays(user('u'))).toEqual([
      { roomId: 'old', read: 7 },
      { roomId: 'young', read: 0 },
    ])
  })

  it('knows how far each member of a room has read, and nothing of those who have left', async () => {
    const directory = await withRoom(open)
    await directory.createRoom(newRoom('b'))
    for (const id of ['u', 'v', 'w']) await directory.setMembership(room('a'), person(id), present(1))
    for (const id of ['u', 'w']) await directory.markRead(room('a'), user(id), seq(7))
    await directory.markRead(room('b'), user('v'), seq(9))
    await directory.setMembership(room('a'), person('w'), absent(1))
    expect(await directory.members(room('a'))).toEqual([reader('u', 7), reader('v', 0)])
  })

  it('goes through all memberships by person and room, some at a time', async () => {
    const directory = await open()
    for (const id of ['b', 'a', 'c']) {
      await directory.createRoom(newRoom(id))
      for (const who of ['v', 'u']) await directory.setMembership(room(id), person(who), present(1))
    }
    await directory.setMembership(room('c'), person('u'), absent(1))
    const seat = (id: string, who: string) => ({ roomId: room(id), user: person(who) })
    const all = [seat('a', 'u'), seat('b', 'u'), seat('a', 'v'), seat('b', 'v'), seat('c', 'v')]
    await directory.openDirectRoom({ roomId: room('two'), createdAt: 1 }, [person('u'), person('w')])
    const first = await directory.seats(null, 3)
    expect(first).toEqual(all.slice(0, 3))
    expect(await directory.seats(first.at(-1) ?? null, 3)).toEqual(all.slice(3))
    expect(await directory.seats(seat('c', 'v'), 3)).toEqual([])
  })

  it('finds a newcomer in no room, until they enter one', async () => {
    const directory = await withRoom(open)
    directory.newcomer(user('new'))
    expect(await directory.roomsOf(user('new'))).toEqual([])
    await directory.setMembership(room('a'), person('new'), present(1))
    expect(await directory.roomsOf(user('new'))).toEqual(['a'])
  })
}

function readMarkContract(open: OpenDirectory): void {
  it('moves a read mark forward, never back', async () => {
    const directory = await withRoom(open)
    const moved: boolean[] = []
    for (const to of [5, 3, 5, 6, 9, 6]) moved.push(await directory.markRead(room('a'), user('u'), seq(to)))
    expect(moved).toEqual([true, false, false, true, true, false])
  })

  it('tells a read mark: 0 where there is none', async () => {
    const directory = await withRoom(open)
    expect(await directory.readMark(room('a'), user('u'))).toBe(0)
    await directory.markRead(room('a'), user('u'), seq(4))
    expect(await directory.readMark(room('a'), user('u'))).toBe(4)
    expect(await directory.readMark(room('a'), user('v'))).toBe(0)
    expect(await directory.readMark(room('nowhere'), user('u'))).toBe(0)
  })

  it('has a read mark for each person and room', async () => {
    const directory = await withRoom(open)
    await directory.createRoom(newRoom('b'))
    await directory.markRead(room('a'), user('u'), seq(5))
    expect(await directory.markRead(room('a'), user('v'), seq(0))).toBe(true)
    expect(await directory.markRead(room('b'), user('u'), seq(2))).toBe(true)
    expect(await directory.markRead(room('a'), user('u'), seq(5))).toBe(false)
  })

  it('rejects a read mark in a room that is not there', async () => {
    const directory = await open()
    await expect(directory.markRead(room('nowhere'), user('u'), seq(1))).rejects.toThrow()
  })
}

async function withRoom(open: OpenDirectory): Promise<Directory> {
  const directory = await open()
  await directory.createRoom(newRoom('a'))
  return directory
}
