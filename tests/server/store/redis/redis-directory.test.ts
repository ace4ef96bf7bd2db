// Two nodes that change the same rooms at once, and what is left where one of them dies in between.
import { describe, expect, it, vi } from 'vitest'
import type { RoomId, UserId } from '../../../../protocol/ids.ts'
import { writableRoom } from '../../../../server/chat/policy.ts'
import type { Directory } from '../../../../server/store/directory.ts'
import type { RedisLink } from '../../../../server/store/redis/link.ts'
import { RedisDirectory } from '../../../../server/store/redis/redis-directory.ts'
import { newRoom, person, room, seq, user } from '../../../contracts/samples.ts'
import { MemoryChat } from '../../../support/memory-chat.ts'
import { Random, seedFor } from '../../../support/random.ts'
import { altered, dyingBefore, late } from '../../../support/redis/altered-links.ts'
import { withRedis } from '../../../support/redis/redis-kinds.ts'
import { twoNodes } from '../../../support/redis/two-nodes.ts'

const present = (stay: number) => ({ present: true, stay })
const absent = (stay: number) => ({ present: false, stay })
const many = Array.from({ length: 40 }, (_, nth) => nth)
const countOf = <T>(values: readonly T[], wanted: T): number =>
  values.filter((value) => value === wanted).length

/** How everybody stands to a room by everything that tells of it. */
async function standings(directory: Directory, roomId: RoomId, people: readonly UserId[]) {
  const members = (await directory.members(roomId)).map(({ userId }) => userId)
  const seats = (await directory.seats(null, 1_000)).filter((seat) => seat.roomId === roomId)
  return Promise.all(
    people.map(async (each) => ({
      each,
      truth: (await directory.membership(roomId, each)).present,
      listed: members.includes(each),
      seated: seats.some((seat) => seat.user.userId === each),
      knows: (await directory.roomsOf(each)).includes(roomId),
    })),
  )
}

/** Somebody comes and goes by one device, on one node: each step is what they find, and one on. */
async function comeAndGo(directory: Directory, id: string, random: Random): Promise<void> {
  for (let step = 0; step < 12; step += 1) {
    const { present: isIn, stay } = await directory.membership(room('a'), user(id))
    if (random.onceIn(3)) await directory.roomsOf(user(id))
    await directory.setMembership(room('a'), person(id), isIn ? absent(stay) : present(stay + 1))
  }
}

withRedis((kind, open) => {
  describe(`the directory of two nodes on ${kind}`, () => {
    it('[RS1] agrees on who is in, however people come and go on both at once', async () => {
      const nodes = (await twoNodes(open)).map((link) => new RedisDirectory(link))
      const random = new Random(seedFor(`coming and going on ${kind}`))
      const people = ['u', 'v', 'w', 'x'].map(user)
      await nodes[0]?.createRoom(newRoom('a'))
      const devices = people.flatMap((each) => nodes.map((node) => comeAndGo(node, each, random)))
      await Promise.all(devices)
      for (const node of nodes) {
        const told = await standings(node, room('a'), people)
        for (const { each, truth, listed, seated, knows } of told)
          expect({ each, listed, seated, knows }).toEqual({
            each,
            listed: truth,
            seated: truth,
            knows: truth,
          })
        expect((await node.room(room('a')))?.members).toBe(told.filter(({ truth }) => truth).length)
      }
    })

    it('[RS1] lets nobody in on one node once they are banned on the other', async () => {
      const [link, linkToo] = await twoNodes(open)
      const [one, other] = [new RedisDirectory(link), new RedisDirectory(linkToo)]
      await one.createRoom(newRoom('a'))
      await Promise.all(
        many.map(async (nth) => {
          const who = person(`u${nth}`)
          const isBanned = one.ban(room('a'), who, nth)
          const cameIn = await other.setMembership(room('a'), who, present(1))
          await isBanned
          expect(await other.membership(room('a'), who.userId)).toMatchObject({
            present: cameIn,
            banned: true,
          })
          expect(await other.setMembership(room('a'), who, present(2))).toBe(cameIn)
        }),
      )
    })

    it('[RS1] makes a room of two that have the same id, and moves a mark as often as it moves', async () => {
      const nodes = (await twoNodes(open)).map((link) => new RedisDirectory(link))
      const made = await Promise.allSettled(nodes.map((node) => node.createRoom(newRoom('a'))))
      expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const marked = nodes.map((node) =>
        Promise.all(many.map((to) => node.markRead(room('a'), user('u'), seq(to)))),
      )
      const moved = (await Promise.all(marked)).flat()
      expect(countOf(moved, true)).toBe(many.length)
      expect(await nodes[0]?.readMark(room('a'), user('u'))).toBe(many.length - 1)
    })

    it('[RS2] has one room for two people who both open it at once, and it is new once', async () => {
      const nodes = (await twoNodes(open)).map((link) => new RedisDirectory(link))
      for (const nth of many.slice(0, 15)) {
        const pair = [person(`u${nth}`), person(`v${nth}`)] as const
        const ask = (node: Directory, id: string, two: typeof pair) =>
          node.openDirectRoom({ roomId: room(`${id}${nth}`), createdAt: 1 }, two)
        const [a, b] = pair
        const asked = await Promise.all(
          nodes.flatMap((node, of) => [ask(node, `${of}-a-`, pair), ask(node, `${of}-b-`, [b, a])]),
        )
        expect(new Set(asked.map(({ roomId }) => roomId)).size).toBe(1)
        expect(
          countOf(
            asked.map(({ isNew }) => isNew),
            true,
          ),
        ).toBe(1)
        expect(await nodes[1]?.roomsOf(a.userId)).toEqual([asked[0]?.roomId])
      }
    })

    it('[RS2] finishes the room of two people that a node has died over', async () => {
      const [one, other] = await twoNodes(open)
      const pair = [person('u'), person('v')] as const
      const dying = new RedisDirectory(dyingBefore(one, 'createDirectRoom'))
      await expect(dying.openDirectRoom({ roomId: room('a'), createdAt: 1 }, pair)).rejects.toThrow('died')
      const directory = new RedisDirectory(other)
      expect(await directory.roomsOf(user('u'))).toEqual([])
      const ask = () => directory.openDirectRoom({ roomId: room('b'), createdAt: 2 }, pair)
      expect([await ask(), await ask()]).toEqual([
        { roomId: 'a', isNew: true },
        { roomId: 'a', isNew: false },
      ])
      expect(await directory.members(room('a'))).toMatchObject([{ userId: 'u' }, { userId: 'v' }])
    })
  })

  describe(`indexes on ${kind}`, () => {
    /** A node, and what stands in an index of its. */
    async function indexed() {
      const [link, other] = await twoNodes(open)
      const directory = new RedisDirectory(link)
      await directory.createRoom(newRoom('a'))
      const rooms = link.keys.person(user('u'), 'rooms')
      const age = (index: string, what: string) => link.commands.zadd(index, 0, `${what} 1000`)
      return { link, other, directory, rooms, age, left: (key: string) => other.commands.zcard(key) }
    }

    it('[RS3] tell of nothing that a node has died over, and lose it only when it can never be', async () => {
      const { other, directory, rooms, age, left } = await indexed()
      const dying = new RedisDirectory(dyingBefore(other, 'enterRoom'))
      await expect(dying.setMembership(room('a'), person('u'), present(1))).rejects.toThrow('died')
      expect(await directory.roomsOf(user('u'))).toEqual([])
      expect(await directory.seats(null, 5)).toEqual([])
      expect(await left(rooms)).toBe(1)
      await age(rooms, 'b')
      expect(await directory.roomsOf(user('u'))).toEqual([])
      expect(await directory.roomsOf(user('u'))).toEqual([])
      expect(await left(rooms)).toBe(1)
    })

    it('[RS3] lose what is over and was announced long ago, whoever reads it', async () => {
      const { link, directory, age, left } = await indexed()
      const { keys } = link
      const indexes: [string, string, () => Promise<unknown>][] = [
        [keys.person(user('u'), 'bans'), 'a', () => directory.bannedFrom(user('u'))],
        [keys.person(user('u'), 'invitations'), 'a', () => directory.invitations(user('u'))],
        [keys.person(user('u'), 'rooms'), 'a', () => directory.stays(user('u'))],
        [keys.host('seats', 'seats'), 'u a', () => directory.seats(null, 5)],
      ]
      for (const [index, what, read] of indexes) {
        await age(index, what)
        expect(await left(index)).toBe(1)
        for (const _ of [1, 2]) expect(await read()).toEqual([])
        expect(await left(index)).toBe(0)
      }
    })

    it('[RS3] keep whoever comes in before another node takes them out', async () => {
      const { link, other, rooms, age } = await indexed()
      await age(rooms, 'a')
      const gate = Promise.withResolvers<void>()
      const taking = Promise.withResolvers<unknown>()
      const reader = altered(link, 'forgetHints', (run) => async (...call) => {
        await gate.promise
        taking.resolve(run(...call))
      })
      expect(await new RedisDirectory(reader).roomsOf(user('u'))).toEqual([])
      const directory = new RedisDirectory(other)
      await directory.setMembership(room('a'), person('u'), present(1))
      gate.resolve()
      await taking.promise
      expect(await directory.roomsOf(user('u'))).toEqual(['a'])
    })

    it('[RS3] list no room that a node has died over, or whose id was taken', async () => {
      const { other, directory } = await indexed()
      const dying = new RedisDirectory(dyingBefore(other, 'createRoom'))
      await expect(dying.createRoom(newRoom('b'))).rejects.toThrow('died')
      await expect(directory.createRoom(newRoom('a', 7))).rejects.toThrow('There is a room a already')
      expect((await directory.openRooms()).map(({ roomId, createdAt }) => [roomId, createdAt])).toEqual([
        ['a', 1_000],
      ])
    })

    it('[RS4] make a node that stood still say that nothing was kept', async () => {
      const { other, directory } = await indexed()
      const slow = new RedisDirectory(late(other, 31_000))
      const tried: [string, () => Promise<unknown>][] = [
        ['enter', () => slow.setMembership(room('a'), person('u'), present(1))],
        ['ban', () => slow.ban(room('a'), person('u'), 1)],
        ['invite', () => slow.invite(person('u'), { roomId: room('a'), by: person('v'), at: 1 })],
        ['create', () => slow.createRoom(newRoom('b'))],
        [
          'direct',
          () => slow.openDirectRoom({ roomId: room('c'), createdAt: 1 }, [person('u'), person('v')]),
        ],
      ]
      for (const [what, attempt] of tried)
        await expect(attempt(), what).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      const standing = { ...absent(0), banned: false, invited: false }
      expect(await directory.membership(room('a'), user('u'))).toEqual(standing)
      for (const id of ['b', 'c']) expect(await directory.room(room(id))).toBeNull()
      const almost = new RedisDirectory(late(other, 25_000))
      expect(await almost.setMembership(room('a'), person('u'), present(1))).toBe(true)
    })
  })

  describe(`asking ${kind}`, () => {
    it('[RS1] refuses the next message on one node once its writer is banned on the other', async () => {
      const [link, linkToo] = await twoNodes(open)
      const [one, other] = [new RedisDirectory(link), new RedisDirectory(linkToo)]
      const ports = { ...new MemoryChat().ports, directory: other }
      await one.createRoom(newRoom('a'))
      for (const nth of many) {
        const { userId, name } = person(`u${nth}`)
        await one.setMembership(room('a'), { userId, name }, present(1))
        expect(await writableRoom(ports, room('a'), userId)).toMatchObject({ roomId: 'a' })
        await one.ban(room('a'), { userId, name }, nth)
        await expect(writableRoom(ports, room('a'), userId)).rejects.toMatchObject({ code: 'BANNED' })
      }
    })

    it('[RS5] whether somebody may write in a room is one round trip', async () => {
      const [link] = await twoNodes(open)
      const directory = new RedisDirectory(link)
      await directory.createRoom(newRoom('a'))
      await directory.setMembership(room('a'), person('u'), present(1))
      const ports = { ...new MemoryChat().ports, directory }
      expect(await turnsOf(link, () => writableRoom(ports, room('a'), user('u')))).toBe(1)
    })

    it(
      '[RS5] costs a few round trips, however many rooms and people there are',
      { timeout: 60_000 },
      async () => {
        const [link] = await twoNodes(open)
        const directory = new RedisDirectory(link)
        const ids = Array.from({ length: 500 }, (_, nth) => `r${nth}`)
        await Promise.all(ids.map((id) => directory.createRoom(newRoom(id))))
        await Promise.all(ids.map((id) => directory.setMembership(room(id), person('u'), present(1))))
        await Promise.all(ids.map((id) => directory.setMembership(room('r0'), person(id), present(1))))
        const most = kind === 'Redis' ? 4 : 4 * 3
        const calls: [string, number, () => Promise<unknown[]>][] = [
          ['stays', 500, () => directory.stays(user('u'))],
          ['roomsOf', 500, () => directory.roomsOf(user('u'))],
          ['openRooms', 500, () => directory.openRooms()],
          ['members', 501, () => directory.members(room('r0'))],
          ['seats', 100, () => directory.seats(null, 100)],
        ]
        for (const [what, length, call] of calls) {
          const turns = await turnsOf(link, async () => expect(await call()).toHaveLength(length))
          expect(turns, what).toBeLessThanOrEqual(most)
        }
        expect(await turnsOf(link, () => directory.memberAnywhere(user('u')))).toBeLessThanOrEqual(most)
      },
    )
  })
})

/** How many times the node has asked Redis while `work` was done: what it asks of one node of a Cluster in one turn is once. */
async function turnsOf({ commands }: RedisLink, work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(commands, 'pipeline')
  await work()
  const { length } = asked.mock.calls
  asked.mockRestore()
  return length
}
