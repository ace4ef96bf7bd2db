// How a conversation begins: the first frame, what is agreed on, and who is let in.
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../protocol/errors.ts'
import type { UserId } from '../../../protocol/ids.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import type { User } from '../../../protocol/rest.ts'
import { endless, MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'

const HANEUL: User = { userId: 'haneul' as UserId, name: '하늘' }

describe('the first frame', () => {
  it.each(['SEND', 'SUBSCRIBE', 'DISCONNECTED', 'BEGIN'])('[SE1] may not be %s', async (command) => {
    const client = new MemoryChat().open()
    client.send(command, { destination: '/app/rooms/a/talk', id: '1', receipt: 'r' })
    await quiet()
    expect(client.commands).toEqual(['ERROR'])
    expect(client.heard[0]?.headers['receipt-id']).toBe('r')
    expect(client.wire.ended?.code).toBe(1002)
  })

  it.each(['SEND', 'SUBSCRIBE', 'UNSUBSCRIBE'])(
    '[SE1] where it is %s tells that it must be CONNECT',
    async (command) => {
      const client = new MemoryChat().open()
      client.send(command)
      await quiet()
      expect(client.error).toBe('NOT_CONNECTED')
    },
  )

  it.each(['CONNECT', 'STOMP'])('[SE1] may be %s, after any number of beats', async (command) => {
    const client = new MemoryChat().open()
    client.sendBytes('\n\r\n\n')
    client.send(command, { 'accept-version': '1.2', nickname: 'haneul' })
    await quiet()
    expect(client.commands).toEqual(['CONNECTED'])
    expect(client.heard[0]?.headers).toMatchObject({ server: 'sarangbang/test', 'user-id': 'haneul' })
  })

  it('[SE1] is CONNECT once only', async () => {
    const client = await new MemoryChat().join('haneul')
    client.send('CONNECT', { 'accept-version': '1.2', nickname: 'haneul' })
    await quiet()
    expect(client.error).toBe('ALREADY_CONNECTED')
  })

  it('[SE14] must come in time', async () => {
    const chat = new MemoryChat()
    const client = chat.open()
    await chat.advance(LIMITS.connectTimeout - 250)
    expect(client.heard).toEqual([])
    await chat.advance(250)
    expect(client.error).toBe('CONNECT_TIMEOUT')
    expect(client.wire.ended?.code).toBe(1008)
  })

  it('[SE14] must be let in in time too', async () => {
    const chat = new MemoryChat({ authenticate: () => new Promise(() => {}) })
    const client = await chat.join('haneul')
    await chat.advance(LIMITS.connectTimeout)
    expect(client.commands).toEqual(['ERROR'])
  })
})

describe('the version', () => {
  it.each([
    ['1.2', '1.2'],
    ['1.0,1.1,1.2', '1.2'],
    ['1.1, 1.0', '1.1'],
    ['1.0,9.9', '1.0'],
    [undefined, '1.0'],
  ])('[SE2] of those offered (%s) is the best that is spoken: %s', async (offered, agreed) => {
    const client = new MemoryChat().open()
    client.send('CONNECT', { nickname: 'a', ...(offered === undefined ? {} : { 'accept-version': offered }) })
    await quiet()
    expect(client.heard[0]).toMatchObject({ command: 'CONNECTED', headers: { version: agreed } })
  })

  it.each(['2.0', '', '1.20'])(
    '[SE2] that nobody speaks (%j) ends it, and the ERROR says which are spoken',
    async (offered) => {
      const client = await new MemoryChat().join('a', { 'accept-version': offered })
      expect(client.error).toBe('UNSUPPORTED_VERSION')
      expect(client.heard[0]?.headers['version']).toBe('1.2,1.1,1.0')
      expect(client.heard[0]?.body).toContain('1.2, 1.1, 1.0')
    },
  )

  it('[SE18] 1.0 lets a destination stand for the id of its subscription', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId, { 'accept-version': '1.0' })
    const destination = `/topic/rooms/${roomId}`
    client.send('SUBSCRIBE', { destination, receipt: 'on' })
    client.talk(roomId, 'heard')
    await quiet()
    expect(client.bodies(destination)).toMatchObject([{ message: 'heard' }])
    client.send('UNSUBSCRIBE', { destination, receipt: 'off' })
    client.talk(roomId, 'not heard')
    await quiet()
    expect(client.bodies(destination)).toHaveLength(1)
    expect(client.receipts).toEqual(['on', 'off'])
  })

  it('[SE18] 1.0 ends by its destination a subscription without an id first, then those with one', async () => {
    const client = await new MemoryChat().join('a', { 'accept-version': '1.0' })
    const destination = '/topic/rooms'
    client.subscribe('errors', '/user/queue/errors')
    for (const headers of [{ id: 'x' }, { id: 'y' }, {}])
      client.send('SUBSCRIBE', { destination, ...headers })
    for (const receipt of ['1', '2']) client.send('UNSUBSCRIBE', { destination, receipt })
    client.send('UNSUBSCRIBE', { id: 'x', receipt: 'x is over' })
    client.send('UNSUBSCRIBE', { id: 'y', receipt: 'y' })
    client.send('UNSUBSCRIBE', { destination, receipt: 'none left' })
    await quiet()
    expect(client.receipts).toEqual(['1', '2', 'y'])
    const refused = { code: 'NO_SUCH_SUBSCRIPTION' }
    expect(client.bodies('errors')).toMatchObject([
      { ...refused, receipt: 'x is over' },
      { ...refused, receipt: 'none left' },
    ])
  })

  it('[SE2] holds for the frames that came together with CONNECT', async () => {
    const client = new MemoryChat().open()
    client.sendBytes(
      'CONNECT\nnickname:a\n\n\0SUBSCRIBE\nid:1\ndestination:/topic/rooms\nreceipt:C:\\new\n\n\0',
    )
    await quiet()
    expect(client.commands).toEqual(['CONNECTED', 'RECEIPT'])
    expect(client.receipts).toEqual(['C:\\new'])
  })

  it.each([
    ['1.0', 'a:\\b'],
    ['1.1', 'a:\\b\r'],
    ['1.2', 'a:\\b\r\n'],
  ])('[BR4] %s is also that of the ids on MESSAGEs', async (version, id) => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'accept-version': version })
    client.subscribe(id, '/topic/rooms')
    await quiet()
    chat.ports.signals.publishLobby({ type: 'ROOM_COUNT', roomId: await chat.createRoom(), members: 1 })
    await quiet()
    expect(client.bodies(id)).toHaveLength(1)
  })

  it('[SE6] a 1.0 client gets the receipts that it asks for, however they look, and the server lives', async () => {
    const chat = new MemoryChat()
    const roomId = await chat.createRoom()
    const client = await chat.member('a', roomId, { 'accept-version': '1.0' })
    client.talk(roomId, 'hello', 'a\r')
    await quiet()
    expect(client.receipts).toEqual(['a\r'])
  })
})

it('[SE2] CONNECTED has a session that no other has', async () => {
  const chat = new MemoryChat()
  const ids = [await chat.join('a'), await chat.join('a')].map(({ heard }) => heard[0]?.headers['session'])
  expect(ids[0]).toMatch(/^[\w-]{36}$/)
  expect(ids[0]).not.toBe(ids[1])
})

describe('heart-beats', () => {
  it.each([
    [undefined, '0,0'],
    ['0,0', '0,0'],
    ['0,10000', '10000,0'],
    ['20000,0', '0,20000'],
    ['1000,1001', '1001,1000'],
    ['1,999', '1000,1000'],
    [' 5000 , 6000 ', '6000,5000'],
  ])('[SE3] asked for as %s are agreed to as %s', async (asked, agreed) => {
    const headers = asked === undefined ? {} : { 'heart-beat': asked }
    const client = await new MemoryChat().join('a', headers)
    expect(client.heard[0]?.headers['heart-beat']).toBe(agreed)
  })

  it('[SE3] are none in 1.0, whatever was asked for', async () => {
    const chat = new MemoryChat()
    const client = await chat.join('a', { 'accept-version': '1.0', 'heart-beat': '1000,1000' })
    expect(client.heard[0]?.headers['heart-beat']).toBe('0,0')
    await chat.advance(10_000)
    expect(client.commands).toEqual(['CONNECTED'])
  })

  it.each(['', '1', '1,', '-1,0', '1,2,3', 'x,y', '1.5,0'])(
    '[SE3] cannot be asked for as %j',
    async (asked) => {
      const client = await new MemoryChat().join('a', { 'heart-beat': asked })
      expect(client.error).toBe('BAD_HEADER')
    },
  )
})

describe('who may come in', () => {
  it('[SE4] is told what was wrong with what they said, and the connection closes', async () => {
    const chat = new MemoryChat({ authenticate: () => Promise.reject(new Refusal('TOKEN_EXPIRED')) })
    const client = await chat.join('a', { receipt: 'r' })
    expect(client.commands).toEqual(['ERROR'])
    expect(client.heard[0]?.headers).toMatchObject({ code: 'TOKEN_EXPIRED', 'receipt-id': 'r' })
    expect(client.wire.ended?.code).toBe(1008)
    expect(chat.sessions.size).toBe(0)
    expect(chat.failures).toEqual([])
  })

  it('[SE4] hears nothing of what broke underneath, which is reported', async () => {
    const chat = new MemoryChat({ authenticate: () => Promise.reject(new Error('secret')) })
    const client = await chat.join('a')
    expect(client.error).toBe('INTERNAL')
    expect(JSON.stringify(client.heard)).not.toContain('secret')
    expect(chat.failures).toHaveLength(1)
  })

  it('[SE4] is asked before anything that came with CONNECT is done', async () => {
    const { promise, resolve } = Promise.withResolvers<User>()
    const chat = new MemoryChat({ authenticate: () => promise.then(endless) })
    const client = await chat.join('a')
    client.subscribe('1', '/topic/rooms', { receipt: 'r' })
    await quiet()
    expect(client.heard).toEqual([])
    resolve(HANEUL)
    await quiet()
    expect(client.commands).toEqual(['CONNECTED', 'RECEIPT'])
  })

  it('[SE15] is forgotten where they leave before the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<User>()
    const chat = new MemoryChat({ authenticate: () => promise.then(endless) })
    const client = await chat.join('a')
    client.wire.close()
    resolve(HANEUL)
    await quiet()
    expect(client.heard).toEqual([])
    expect(await chat.ports.signals.online([HANEUL.userId])).toEqual(new Set())
  })
})
