// Several nodes of one host, each a process of its own: what happens on one is so on all at once, and the people of one that dies
// are gone. On Redis and on a Redis Cluster.
import { describe, expect, it } from 'vitest'
import { APP, inRoom, TOPIC } from '../../protocol/destinations.ts'
import type { RefusalBody } from '../../protocol/rest.ts'
import type { RoomSignal } from '../../protocol/signals.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { redisClusterForAll } from '../support/redis/redis-cluster.ts'
import { freshPrefix } from '../support/redis/redis-kinds.ts'
import { redisProgram, REDIS_MISSING } from '../support/redis/redis-program.ts'
import { redisForAll } from '../support/redis/redis-server.ts'
import type { Inbox } from '../support/inbox.ts'
import { connectAgain, person } from './people.ts'

const missing = redisProgram() === null
if (missing) process.stdout.write(`${REDIS_MISSING}\n`)

type Two = [HostProcess, HostProcess]

const presences = (live: Inbox<RoomSignal>) =>
  live.all.flatMap((signal) => (signal.type === 'PRESENCE' ? [[signal.userId, signal.online]] : []))

function suite(kind: string, urlOf: () => string): void {
  describe(`two nodes on ${kind}`, () => {
    /** A room of somebody on the first node, and a guest on the second. */
    async function twoNodes(kindOfRoom: 'open' | 'private' = 'open') {
      const args = ['--redis', urlOf(), '--redis-prefix', freshPrefix()]
      const hosts: Two = [await startHost(...args), await startHost(...args)]
      const [owner, guest] = [await person(hosts[0], '주인'), await person(hosts[1], '손님')]
      const { roomId } = await owner.rest.createRoom('방', kindOfRoom)
      if (kindOfRoom === 'private') await owner.rest.invite(roomId, guest.user.userId)
      else await owner.stomp.enter(roomId)
      await guest.stomp.enter(roomId)
      const live = await owner.stomp.subscribe<RoomSignal>(inRoom(TOPIC.live, roomId))
      /** By the first node. */
      const ask = async (method: 'POST' | 'PUT', path: string, token: string, body?: object) => {
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
        const sent =
          body === undefined
            ? { headers: { Authorization: headers.Authorization } }
            : { headers, body: JSON.stringify(body) }
        expect((await fetch(`${hosts[0].http}/api/${path}`, { method, ...sent })).status).toBe(204)
      }
      return { hosts, owner, guest, roomId, live, ask }
    }

    it('[ND1] carry what moves in a room from one to the other', async () => {
      const { owner, guest, roomId, live } = await twoNodes()
      guest.stomp.send(inRoom(APP.typing, roomId), '{}')
      await live.until(({ type }) => type === 'TYPING')
      const log = await guest.stomp.follow(roomId, 0)
      await owner.stomp.talk(roomId, '들려요?')
      await log.until((message) => message.type === 'TALK')
      expect(await guest.rest.members(roomId)).toMatchObject([{ online: true }, { online: true }])
    })

    it('[ND4] tell that the people of one are gone that is killed with -9, and not who is on the other too', async () => {
      const { hosts, owner, guest, roomId, live } = await twoNodes()
      const both = await person(hosts[1], '둘 다')
      await both.stomp.enter(roomId)
      await connectAgain(hosts[0], both.rest)
      await hosts[1].kill()
      await live.until((signal) => signal.type === 'PRESENCE' && !signal.online)
      expect(presences(live).filter(([, online]) => online === false)).toEqual([[guest.user.userId, false]])
      const members = await owner.rest.members(roomId)
      expect(members.filter(({ online }) => online).map(({ name }) => name)).toEqual(['주인', '둘 다'])
    })

    it('[ND5] tell nothing of somebody who comes back on the other when one stops', async () => {
      const { hosts, guest, roomId, live } = await twoNodes()
      const leaver = await person(hosts[1], '가는 이')
      await leaver.stomp.enter(roomId)
      await live.until((signal) => signal.type === 'PRESENCE' && signal.userId === leaver.user.userId)
      const stopping = hosts[1].stop()
      await guest.stomp.ended
      await connectAgain(hosts[0], guest.rest.at(hosts[0].http))
      expect(await stopping).toBe(0)
      await live.until((signal) => signal.type === 'PRESENCE' && !signal.online)
      expect(presences(live).filter(([, online]) => online === false)).toEqual([[leaver.user.userId, false]])
    })

    it.each([
      { what: 'somebody is removed from a private room', kindOfRoom: 'private', code: 'REMOVED' },
      { what: 'somebody is banned from an open one', kindOfRoom: 'open', code: 'BANNED' },
    ] as const)(
      '[ND2] end what is listened to on one when on the other $what',
      async ({ kindOfRoom, code }) => {
        const { hosts, owner, guest, roomId, ask } = await twoNodes(kindOfRoom)
        const witness = await person(hosts[1], '보는 이')
        if (kindOfRoom === 'private') await owner.rest.invite(roomId, witness.user.userId)
        await witness.stomp.enter(roomId)
        const [heard, log] = [await witness.stomp.follow(roomId), await guest.stomp.follow(roomId)]
        const refusals = await guest.stomp.subscribe<RefusalBody>(TOPIC.errors)
        const { userId } = guest.user
        if (code === 'REMOVED') await ask('POST', `rooms/${roomId}/remove`, owner.rest.token, { userId })
        else await ask('PUT', `rooms/${roomId}/bans/${userId}`, owner.rest.token)
        expect(await refusals.next()).toMatchObject({ code })
        const before = log.all.length
        await owner.stomp.talk(roomId, '비밀')
        // It has come to the guest's node. What is asked on the same line is answered behind all that was told there.
        await heard.until((message) => message.type === 'TALK')
        await guest.stomp.subscribe(TOPIC.rooms)
        expect(log.all).toHaveLength(before)
      },
    )

    it('[ND6] end a session on one when its sign-in is ended on the other', async () => {
      const { hosts, guest, ask } = await twoNodes()
      await ask('POST', 'auth/logout', guest.rest.token)
      expect((await guest.stomp.ended).error?.headers['code']).toBe('TOKEN_REVOKED')
      await expect(connectAgain(hosts[1], guest.rest)).rejects.toThrow('TOKEN_REVOKED')
    })
  })
}

describe.skipIf(missing)('on a server', () => {
  const server = redisForAll()
  suite('Redis', () => server().url)
})
describe.skipIf(missing)('on a Cluster', () => {
  const cluster = redisClusterForAll()
  suite('Redis Cluster', () => cluster().url)
})
