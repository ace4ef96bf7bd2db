// What every Directory must do about rooms that are not for everybody: what becomes of them, two people's rooms, bans and
// invitations.
import { describe, expect, it } from 'vitest'
import type { Directory } from '../../server/store/directory.ts'
import type { OpenDirectory } from './directory.contract.ts'
import { newRoom, person, room, user } from './samples.ts'

const present = (stay: number) => ({ present: true, stay })
const absent = (stay: number) => ({ present: false, stay })
const invitation = (roomId: string, by = 'v', at = 7) => ({ roomId: room(roomId), by: person(by), at })

export function directoryDoorsContract(adapter: string, open: OpenDirectory): void {
  describe(`Directory in ${adapter}, doors`, () => {
    changesContract(open)
    directRoomsContract(open)
    bansContract(open)
    invitationsContract(open)
  })
}

function changesContract(open: OpenDirectory): void {
  it('changes what is told of a room, and nothing else of it', async () => {
    const directory = await withRoom(open)
    const before = await directory.room(room('a'))
    const change = { name: '새 이름', topic: '날씨', slowMode: 5, announcementOnly: true, ownerId: user('v') }
    await directory.changeRoom(room('a'), change)
    expect(await directory.room(room('a'))).toEqual({ ...before, ...change })
    await directory.changeRoom(room('a'), { topic: '', slowMode: 0, announcementOnly: false })
    const nothing = { topic: '', slowMode: 0, announcementOnly: false }
    expect(await directory.room(room('a'))).toEqual({ ...before, ...change, ...nothing })
  })

  it('closes a room once, and lists it no more', async () => {
    const directory = await withRoom(open)
    for (const closedAt of [5, 9]) await directory.changeRoom(room('a'), { closedAt })
    expect(await directory.room(room('a'))).toMatchObject({ closedAt: 5 })
    expect(await directory.openRooms()).toEqual([])
  })

  it('lists open rooms alone', async () => {
    const directory = await withRoom(open)
    await directory.createRoom({ ...newRoom('b'), kind: 'private' })
    await directory.openDirectRoom({ roomId: room('c'), createdAt: 1 }, [person('u'), person('v')])
    expect(await directory.openRooms()).toMatchObject([{ roomId: 'a' }])
  })

  it('rejects a change of a room that is not there', async () => {
    const directory = await open()
    await expect(directory.changeRoom(room('nowhere'), { topic: 'a' })).rejects.toThrow()
  })
}

function directRoomsContract(open: OpenDirectory): void {
  it('has one room for two people, whoever asks, with both in it', async () => {
    const directory = await open()
    const [u, v, w] = [person('u'), person('v'), person('w')]
    for (const { userId } of [u, v]) directory.newcomer(userId)
    const ask = (id: string, pair: readonly [typeof u, typeof u]) =>
      directory.openDirectRoom({ roomId: room(id), createdAt: 3 }, pair)
    const asked = await Promise.all([ask('a', [u, v]), ask('b', [v, u]), ask('c', [u, w])])
    expect(asked).toEqual([
      { roomId: 'a', isNew: true },
      { roomId: 'a', isNew: false },
      { roomId: 'c', isNew: true },
    ])
    expect(await directory.room(room('a'))).toMatchObject({
      kind: 'direct',
      name: '',
      ownerId: null,
      members: 2,
    })
    expect(await directory.room(room('b'))).toBeNull()
    expect(await directory.membership(room('a'), user('v'))).toMatchObject(present(1))
    expect((await directory.roomsOf(user('u'))).toSorted()).toEqual(['a', 'c'])
  })

  it('knows somebody who is a member anywhere', async () => {
    const directory = await withRoom(open)
    expect(await directory.memberAnywhere(user('u'))).toBeNull()
    await directory.setMembership(room('a'), person('u'), present(1))
    expect(await directory.memberAnywhere(user('u'))).toEqual(person('u'))
    await directory.setMembership(room('a'), person('u'), absent(1))
    expect(await directory.memberAnywhere(user('u'))).toBeNull()
  })
}

function bansContract(open: OpenDirectory): void {
  it('lists who is banned, longest first, whether they were ever in or not', async () => {
    const directory = await withRoom(open)
    await directory.setMembership(room('a'), person('u'), present(1))
    await directory.ban(room('a'), person('v'), 2)
    await directory.ban(room('a'), person('u'), 1)
    expect(await directory.banned(room('a'))).toEqual([person('u'), person('v')])
    expect(await directory.membership(room('a'), user('u'))).toMatchObject({ present: true, banned: true })
    expect([await directory.bannedFrom(user('u')), await directory.bannedFrom(user('w'))]).toEqual([
      ['a'],
      [],
    ])
    await directory.liftBan(room('a'), user('u'))
    expect(await directory.banned(room('a'))).toEqual([person('v')])
    expect(await directory.membership(room('a'), user('u'))).toMatchObject({ present: true, banned: false })
  })

  it('lets nobody in who is banned, until the ban is lifted', async () => {
    const directory = await withRoom(open)
    const enter = () => directory.setMembership(room('a'), person('u'), present(1))
    await directory.ban(room('a'), person('u'), 1)
    expect(await enter()).toBe(false)
    expect(await directory.membership(room('a'), user('u'))).toMatchObject({ ...absent(0), banned: true })
    await directory.liftBan(room('a'), user('u'))
    expect(await enter()).toBe(true)
  })

  it('knows of a newcomer what has become of them since', async () => {
    const directory = await open()
    for (const id of ['a', 'b', 'c']) await directory.createRoom(newRoom(id))
    directory.newcomer(user('u'))
    expect(await directory.membership(room('a'), user('u'))).toMatchObject({ ...absent(0), banned: false })
    await directory.setMembership(room('a'), person('u'), present(1))
    expect(await directory.membership(room('a'), user('u'))).toMatchObject(present(1))
    directory.newcomer(user('v'))
    await directory.ban(room('b'), person('v'), 1)
    expect(await directory.membership(room('b'), user('v'))).toMatchObject({ banned: true })
    directory.newcomer(user('w'))
    await directory.invite(person('w'), invitation('c'))
    expect(await directory.membership(room('c'), user('w'))).toMatchObject({ invited: true })
  })

  it('lets a banned member go', async () => {
    const directory = await withRoom(open)
    await directory.setMembership(room('a'), person('u'), present(1))
    await directory.ban(room('a'), person('u'), 1)
    expect(await directory.setMembership(room('a'), person('u'), absent(1))).toBe(true)
    expect(await directory.members(room('a'))).toEqual([])
  })

  it('rejects a ban from a room that is not there', async () => {
    const directory = await open()
    await expect(directory.ban(room('nowhere'), person('u'), 1)).rejects.toThrow()
    expect(await directory.banned(room('nowhere'))).toEqual([])
  })
}

function invitationsContract(open: OpenDirectory): void {
  it('lists where somebody is asked in; the latest invitation stands', async () => {
    const directory = await withRoom(open)
    await directory.createRoom(newRoom('b'))
    for (const asked of [invitation('a', 'v', 3), invitation('b', 'w', 4), invitation('a', 'w', 5)])
      await directory.invite(person('u'), asked)
    expect(await directory.invitations(user('u'))).toEqual([invitation('b', 'w', 4), invitation('a', 'w', 5)])
    expect(await directory.invitations(user('v'))).toEqual([])
    expect(await directory.membership(room('a'), user('u'))).toMatchObject({ ...absent(0), invited: true })
  })

  it('is used up by entering', async () => {
    const directory = await withRoom(open)
    const set = (membership: { present: boolean; stay: number }) =>
      directory.setMembership(room('a'), person('u'), membership, true)
    await directory.invite(person('u'), invitation('a'))
    expect(await set(present(1))).toBe(true)
    expect(await directory.invitations(user('u'))).toEqual([])
    expect([await set(absent(1)), await set(present(2))]).toEqual([true, false])
    expect(await directory.membership(room('a'), user('u'))).toMatchObject(absent(1))
  })

  it('can be taken back, and a ban takes it back', async () => {
    const directory = await withRoom(open)
    for (const end of ['withdraw', 'ban'] as const) {
      await directory.invite(person('u'), invitation('a'))
      if (end === 'ban') await directory.ban(room('a'), person('u'), 1)
      else await directory.withdrawInvitation(room('a'), user('u'))
      expect(await directory.invitations(user('u'))).toEqual([])
      expect(await directory.setMembership(room('a'), person('u'), present(1), true)).toBe(false)
    }
  })

  it('is none of somebody who is in, or banned', async () => {
    const directory = await withRoom(open)
    await directory.setMembership(room('a'), person('u'), present(1))
    await directory.ban(room('a'), person('v'), 1)
    for (const id of ['u', 'v']) await directory.invite(person(id), invitation('a'))
    for (const id of ['u', 'v']) expect(await directory.invitations(user(id))).toEqual([])
  })

  it('rejects an invitation to a room that is not there', async () => {
    const directory = await open()
    await expect(directory.invite(person('u'), invitation('nowhere'))).rejects.toThrow()
  })
}

async function withRoom(open: OpenDirectory): Promise<Directory> {
  const directory = await open()
  await directory.createRoom(newRoom('a'))
  return directory
}
