// The table of destinations: where each leads, and which bodies it takes.
import { describe, expect, it } from 'vitest'
import { APP, TOPIC, inRoom } from '../../../protocol/destinations.ts'
import type { RoomId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { Caller, Deed, Sent, SubscribeRequest } from '../../../server/routes/router.ts'
import { person } from '../../contracts/samples.ts'
import { outage } from '../../support/held-log.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const HANEUL = person('haneul')

/** Nobody here has to say what they are called. */
const CALLER: Caller = { door: '/ws', introduce: () => HANEUL }

async function open() {
  const chat = new MemoryChat()
  const roomId = await chat.createRoom()
  const { router } = chat.context
  const send = async (destination: string, body: string | Buffer = '{}'): Promise<unknown> => {
    const request = {
      person: HANEUL,
      caller: CALLER,
      destination,
      headers: new Map(),
      body: Buffer.from(body),
    }
    const { kept } = await (await router.check(request)).begin()
    return kept
  }
  const subscribe = (destination: string, headers: Record<string, string> = {}) => {
    const refusals = {} as SubscribeRequest['refusals']
    return router.subscribe({
      person: HANEUL,
      caller: CALLER,
      destination,
      headers: new Map(Object.entries(headers)),
      refusals,
    })
  }
  return { chat, roomId, send, subscribe }
}

describe('a SEND', () => {
  it('[RT2] leads to its use case', async () => {
    const { chat, roomId, send } = await open()
    await send(inRoom(APP.enter, roomId))
    await send(inRoom(APP.talk, roomId), '{"message":"안녕","nonce":"n"}')
    await send(inRoom(APP.edit, roomId), '{"seq":2,"message":"안녕하세요","nonce":"e"}')
    await send(inRoom(APP.talk, roomId), '{"message":"아","nonce":"m"}')
    await send(inRoom(APP.delete, roomId), '{"seq":4}')
    await send(inRoom(APP.read, roomId), '{"seq":1}')
    await send(inRoom(APP.typing, roomId))
    await send(inRoom(APP.leave, roomId))
    const entries = await chat.ports.log.read(roomId, { after: 0 as never, limit: 9 })
    expect(entries.map(({ type, message }) => [type, message])).toEqual([
      ['ENTER', ''],
      ['TALK', '안녕하세요'],
      ['EDIT', '안녕하세요'],
      ['TALK', ''],
      ['DELETE', ''],
      ['LEAVE', ''],
    ])
  })

  it.each(['/app/rooms/{roomId}', '/app/rooms/{roomId}/shout', '/topic/x', '/user/queue/x', '', 'talk'])(
    '[RT1] to %j leads nowhere',
    async (pattern) => {
      const { roomId, send } = await open()
      await expect(send(inRoom(pattern, roomId))).rejects.toMatchObject({ code: 'NO_SUCH_DESTINATION' })
    },
  )

  it.each([...Object.values(TOPIC), '/topic/rooms/{roomId}/x/y'])(
    '[RT6] to %s is refused, because it can only be listened to',
    async (pattern) => {
      const { roomId, send } = await open()
      await expect(send(inRoom(pattern, roomId))).rejects.toMatchObject({ code: 'NOT_SENDABLE' })
    },
  )

  it('[RT7] has a destination of limited length', async () => {
    const { send } = await open()
    const longest = `/app/rooms/${'x'.repeat(LIMITS.destinationBytes - '/app/rooms//talk'.length)}/talk`
    await expect(send(longest)).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
    await expect(send(longest.replace('xx', '가'))).rejects.toMatchObject({
      code: 'NO_SUCH_DESTINATION',
      message: 'A destination may have 512 bytes.',
    })
  })

  it.each(['가', 'a b', 'x'.repeat(65), '..'])('[RT1] to the room %j finds none', async (roomId) => {
    const { send } = await open()
    await expect(send(inRoom(APP.enter, roomId as RoomId))).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['an array', '[]'],
    ['null', 'null'],
    ['no nonce', '{"message":"a"}'],
    ['a nonce that is none', '{"message":"a","nonce":"enter:1"}'],
    ['an empty nonce', '{"message":"a","nonce":""}'],
    ['a number for the text', '{"message":1,"nonce":"n"}'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('{"nonce":"n","message":"'), Buffer.from([0xff]), Buffer.from('"}')]),
    ],
  ])('[RT3] to talk with %s is a BAD_REQUEST, and nothing is kept', async (_what, body) => {
    const { chat, roomId, send } = await open()
    await send(inRoom(APP.enter, roomId))
    await expect(send(inRoom(APP.talk, roomId), body)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await chat.ports.log.head(roomId)).last).toBe(1)
  })

  it.each(['{"seq":-1}', '{"seq":1.5}', '{"seq":"1"}', '{}'])(
    '[RT3] to read with %s is a BAD_REQUEST',
    async (body) => {
      const { roomId, send } = await open()
      await expect(send(inRoom(APP.read, roomId), body)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    },
  )
})

async function talks(nonces: string[]) {
  const { chat, roomId, send } = await open()
  await send(inRoom(APP.enter, roomId))
  const check = (nonce: string) =>
    chat.context.router.check({
      person: HANEUL,
      caller: CALLER,
      destination: inRoom(APP.talk, roomId),
      headers: new Map(),
      body: Buffer.from(JSON.stringify({ message: nonce, nonce })),
    })
  const deeds = await Promise.all(nonces.map(check))
  const lines = async () =>
    (await chat.ports.log.read(roomId, { after: 1 as never, limit: 9 })).map(({ message }) => message)
  return { chat, deeds, lines }
}

describe('several SENDs as one', () => {
  it('[RT4] do nothing when they are checked, and all when they are done', async () => {
    const { chat, deeds, lines } = await talks(['a', 'b'])
    expect(await lines()).toEqual([])
    await (
      await chat.context.router.doAll(deeds)
    ).kept
    expect(await lines()).toEqual(['a', 'b'])
  })

  it('[RT4] tell of the one that failed, once for all of them', async () => {
    const { chat, deeds } = await talks(['a', 'b'])
    chat.log.hold('append')
    const { kept } = await chat.context.router.doAll(deeds)
    chat.log.held.append[0]?.go()
    chat.log.held.append[1]?.fail(outage())
    await expect(kept).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})

describe('several SENDs as one, of which one takes long', () => {
  it('[RT4] tell of one that fails meanwhile when all have taken their place', async () => {
    const { chat, deeds } = await talks(['a'])
    const { promise, resolve } = Promise.withResolvers<Sent>()
    chat.log.hold('append')
    const doing = chat.context.router.doAll([...deeds, { effect: 'changes', begin: () => promise }])
    chat.log.held.append[0]?.fail(outage())
    // A failure that nobody has asked for yet would end the process here.
    await quiet()
    resolve({ kept: null })
    await expect((await doing).kept).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})

describe('several SENDs as one, of which some only tell', () => {
  async function mixed() {
    const { chat, deeds, lines } = await talks(['a'])
    const heard: string[] = []
    const told = (name: string): Deed => ({
      effect: 'tells',
      begin: async () => {
        heard.push(name)
        return { kept: null }
      },
    })
    return { chat, lines, heard, deeds: [told('1'), ...deeds, told('2')] }
  }

  it('[RT4] tell in their order, when all else is kept', async () => {
    const { chat, lines, heard, deeds } = await mixed()
    chat.log.hold('append')
    const doing = chat.context.router.doAll(deeds)
    await quiet()
    expect(heard).toEqual([])
    chat.log.held.append[0]?.go()
    await doing
    expect([heard, await lines()]).toEqual([['1', '2'], ['a']])
  })

  it('[RT4] tell nothing where the rest is not kept', async () => {
    const { chat, heard, deeds } = await mixed()
    chat.log.hold('append')
    const doing = chat.context.router.doAll(deeds)
    await quiet()
    chat.log.held.append[0]?.fail(outage())
    await expect(doing).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(heard).toEqual([])
  })
})

describe('a SUBSCRIBE', () => {
  it.each(Object.values(TOPIC))('[RT2] to %s finds its feed', async (pattern) => {
    const { roomId, subscribe } = await open()
    expect(await subscribe(inRoom(pattern, roomId))).toBeDefined()
  })

  it.each([...Object.values(APP), '/topic/rooms/{roomId}/x', '/topic/x'])(
    '[RT1] to %s finds nothing to listen to',
    async (pattern) => {
      const { roomId, subscribe } = await open()
      await expect(subscribe(inRoom(pattern, roomId))).rejects.toMatchObject({ code: 'NO_SUCH_DESTINATION' })
    },
  )

  it.each([TOPIC.room, TOPIC.live])('[RT1] to %s needs a room that there is', async (pattern) => {
    const { subscribe } = await open()
    await expect(subscribe(inRoom(pattern, 'none' as RoomId))).rejects.toMatchObject({ code: 'NO_SUCH_ROOM' })
  })

  it.each(['', '-1', '1.5', 'x', '9'.repeat(17)])('[RT3] since %j is a BAD_REQUEST', async (since) => {
    const { roomId, subscribe } = await open()
    const subscribing = subscribe(inRoom(TOPIC.room, roomId), { since })
    await expect(subscribing).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
