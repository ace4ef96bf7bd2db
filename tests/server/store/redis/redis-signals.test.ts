// Signals between nodes: each link with the same prefix is a node.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RoomSignal } from '../../../../protocol/signals.ts'
import type { AccessChange, RelayedMessage, Signals } from '../../../../server/store/signals.ts'
import { room, span, user } from '../../../contracts/samples.ts'
import { PATIENT } from '../../../support/patience.ts'
import { freshPrefix, openLink, withRedis, type OpenLink } from '../../../support/redis/redis-kinds.ts'
import { redisNode, type TestNode } from '../../../support/redis/redis-node.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { startRedis } from '../../../support/redis/redis-server.ts'

const nodes = async (open: OpenLink, count: number): Promise<TestNode[]> => {
  const prefix = freshPrefix()
  return Promise.all(span(1, count).map(() => redisNode(open, prefix)))
}

const typing = (at: number): RoomSignal => ({
  type: 'TYPING',
  roomId: room('a'),
  userId: user(`u${at}`),
  name: '이름',
})

async function roomEar(signals: Signals, id = 'a') {
  const heard: RoomSignal[] = []
  const unfollow = await signals.followRoom(room(id), (signal) => heard.push(signal))
  return { heard, unfollow }
}

withRedis((kind, open) => {
  describe(`signals between nodes on ${kind}`, () => {
    it('[ND1] reach the followers on every node once each, in the order of one publisher', async () => {
      const all = await nodes(open, 3)
      const ears = await Promise.all([...all, all[0]].map((node) => roomEar((node as TestNode).signals)))
      for (const at of span(1, 200)) all[0]?.signals.publishRoom(room('a'), typing(at))
      for (const { heard } of ears) {
        await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(200), { timeout: 20_000 })
        expect(heard).toEqual(span(1, 200).map(typing))
      }
    })

    it('[ND1] of a room go to the nodes alone on which somebody follows it', async () => {
      const [one, other] = (await nodes(open, 2)) as [TestNode, TestNode]
      const channel = one.link.keys.room(room('a'), 'signals')
      const receivers = async () => {
        const words = kind === 'Redis' ? 'publish' : 'spublish'
        return one.link.commands[words](channel, JSON.stringify(typing(1)))
      }
      expect(await receivers()).toBe(0)
      const first = await roomEar(other.signals)
      const second = await roomEar(other.signals)
      expect(await receivers()).toBe(1)
      first.unfollow()
      expect(await receivers()).toBe(1)
      second.unfollow()
      await vi.waitFor(async () => expect(await receivers()).toBe(0), { timeout: 20_000 })
    })

    it('[ND1] carry any bytes and any destination', async () => {
      const [one, other] = (await nodes(open, 2)) as [TestNode, TestNode]
      const destination = '/topic/{a}:%7B 방}'
      const heard: RelayedMessage[] = []
      await other.signals.followTopic(destination, (message) => heard.push(message))
      const body = Buffer.from(span(0, 255))
      const sent = [
        { headers: [['a:b', '줄\r\n\\:']] as const, body },
        { headers: [], body: Buffer.alloc(0) },
        { headers: [], body: Buffer.alloc(64 * 1024, 0xff) },
      ]
      for (const message of sent) one.signals.publishTopic(destination, message)
      await vi.waitFor(() => expect(heard).toEqual(sent), { timeout: 20_000 })
    })
  })
})

describe.skipIf(redisProgram() === null)('signals while Redis is away', () => {
  async function broken() {
    const server = await startRedis()
    const open: OpenLink = (prefix) => openLink(server.url, prefix)
    const [one, other] = (await nodes(open, 2)) as [TestNode, TestNode]
    return { server, one, other }
  }

  it('[ND1] are lost without harm, and flow again when it is back', async () => {
    const { server, one, other } = await broken()
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    onTestFinished(() => void process.off('unhandledRejection', unhandled))
    const { heard } = await roomEar(other.signals)
    await server.kill()
    one.signals.publishRoom(room('a'), typing(1))
    one.signals.publishTopic('/topic/a', { headers: [], body: Buffer.of(1) })
    await expect(one.signals.followRoom(room('b'), () => {})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await server.start()
    await vi.waitFor(() => {
      one.signals.publishRoom(room('a'), typing(2))
      expect(heard).toContainEqual(typing(2))
    }, PATIENT)
    expect(heard).not.toContainEqual(typing(1))
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('[ND2] tell every node that the right to read may have changed, and a sign-in may have been ended', async () => {
    const { server, one, other } = await broken()
    const [access, revoked] = [vi.fn<(change: AccessChange | null) => void>(), vi.fn()]
    await other.signals.followAccess(access)
    await other.signals.followRevoked(revoked)
    await server.kill()
    one.signals.publishAccess({ roomId: room('a'), userId: user('u'), code: 'BANNED' })
    await server.start()
    for (const told of [access, revoked])
      await vi.waitFor(() => expect(told).toHaveBeenCalledWith(null), { timeout: 20_000 })
    const change = { roomId: room('b'), userId: null, code: null }
    await vi.waitFor(() => {
      one.signals.publishAccess(change)
      expect(access).toHaveBeenCalledWith(change)
    }, PATIENT)
  })

  it('[ND2] tell it also where the one who knew was alone cut off', async () => {
    const { one, other } = await broken()
    const [here, there] = [vi.fn(), vi.fn()]
    await one.signals.followAccess(here)
    await other.signals.followAccess(there)
    const cut = vi.spyOn(one.link.channels, 'send').mockRejectedValueOnce(new Error('cut off'))
    one.signals.publishAccess({ roomId: room('a'), userId: user('u'), code: null })
    await vi.waitFor(() => expect(there).toHaveBeenCalledWith(null), { timeout: 20_000 })
    expect(here).toHaveBeenCalledWith(null)
    const calls = cut.mock.calls.length
    await one.lease.renew()
    expect(cut).toHaveBeenCalledTimes(calls)
  })
})
