// How a conversation ends: by DISCONNECT, by a broken frame, by the host, by its client's last word.
import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../protocol/ids.ts'
import type { User } from '../../../protocol/rest.ts'
import { outage } from '../../support/held-log.ts'
import { endless, MemoryChat } from '../../support/memory-chat.ts'
import { quiet } from '../../support/turns.ts'
import { talking } from './talking.ts'

describe('DISCONNECT', () => {
  it('[SE10] is answered last, when all before it is, and then the connection closes', async () => {
    const { client, roomId, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    client.send('DISCONNECT', { receipt: 'bye' })
    await quiet()
    expect(client.wire.ended).toBeNull()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['a', 'bye'])
    expect(client.wire.ended).toEqual({ code: 1000, reason: '' })
  })

  it('[SE10] lets a refusal of what came before it be told', async () => {
    const { client, roomId, appends } = await talking()
    client.subscribe('errors', '/user/queue/errors')
    client.talk(roomId, 'a', 'a')
    client.send('DISCONNECT', { receipt: 'bye' })
    await quiet()
    appends[0]?.fail(outage())
    await quiet()
    expect(client.bodies('errors')).toMatchObject([{ code: 'UNAVAILABLE', nonce: 'a' }])
    expect(client.receipts).toEqual(['bye'])
  })

  it('[SE10] closes without a receipt too', async () => {
    const { client } = await talking()
    client.send('DISCONNECT')
    await quiet()
    expect(client.wire.ended?.code).toBe(1000)
    expect(client.error).toBeUndefined()
  })

  it.each(['with it', 'later'])('[SE10] makes the server deaf to what comes %s', async (when) => {
    const { chat, client, roomId, appends } = await talking()
    client.talk(roomId, 'a')
    const after = `SEND\ndestination:/app/rooms/${roomId}/leave\nreceipt:late\n\n\0`
    client.sendBytes(`DISCONNECT\nreceipt:bye\n\n\0${when === 'with it' ? after : ''}`)
    if (when === 'later') {
      await quiet()
      client.sendBytes(after)
    }
    await quiet()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['bye'])
    expect(await chat.ports.directory.members(roomId)).toHaveLength(1)
  })

  it('[SE10] before CONNECT closes too', async () => {
    const client = new MemoryChat().open()
    client.send('DISCONNECT', { receipt: 'bye' })
    await quiet()
    expect(client.receipts).toEqual(['bye'])
    expect(client.wire.ended?.code).toBe(1000)
  })

  it('[SE10] that was heard is not turned into an ERROR by a host that stops', async () => {
    const { client, roomId, finish, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    client.send('DISCONNECT', { receipt: 'bye' })
    await quiet()
    finish()
    appends[0]?.go()
    await quiet()
    expect(client.commands.slice(-2)).toEqual(['RECEIPT', 'RECEIPT'])
    expect(client.wire.ended?.code).toBe(1000)
  })
})

describe('a broken frame', () => {
  it.each([
    ['that cannot be read', 'broken\n\n\0', 'BAD_FRAME'],
    ['that lacks a header', 'SEND\n\n\0', 'MISSING_HEADER'],
  ])('[SE11] %s comes after the answers to those before it', async (_what, broken, code) => {
    const { client, roomId, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    client.talk(roomId, 'b', 'b')
    client.sendBytes(broken)
    client.talk(roomId, 'c', 'c')
    await quiet()
    expect(appends).toHaveLength(2)
    expect(client.error).toBeUndefined()
    for (const append of appends) append.go()
    await quiet()
    expect(client.receipts).toEqual(['a', 'b'])
    expect(client.heard.at(-1)?.headers['code']).toBe(code)
  })

  it('[SE11] behind CONNECT lets it be answered first', async () => {
    const client = new MemoryChat().open()
    client.sendBytes('CONNECT\naccept-version:1.2\nnickname:a\n\n\0broken\n\n\0')
    await quiet()
    expect(client.commands).toEqual(['CONNECTED', 'ERROR'])
    expect(client.error).toBe('BAD_FRAME')
  })

  it('[SE11] is told once, however many follow it', async () => {
    const { client } = await talking()
    for (let turn = 0; turn < 5; turn += 1) client.sendBytes('broken\n\n\0')
    await quiet()
    expect(client.heardAs('ERROR')).toHaveLength(1)
  })
})

describe('a host that stops', () => {
  it('[SE13] answers what has arrived, says SHUTTING_DOWN, and closes', async () => {
    const { client, roomId, finish, appends } = await talking()
    client.talk(roomId, 'a', 'a')
    client.subscribe('1', '/topic/rooms', { receipt: 'sub' })
    finish()
    client.talk(roomId, 'too late', 'too late')
    await quiet()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['a', 'sub'])
    expect(client.heard.at(-1)?.headers['code']).toBe('SHUTTING_DOWN')
    expect(client.wire.ended?.code).toBe(1001)
  })

  it('[SE13] lets in whoever was about to be let in, and answers them', async () => {
    const { promise, resolve } = Promise.withResolvers<User>()
    const chat = new MemoryChat({ authenticate: () => promise.then(endless) })
    const client = await chat.join('a')
    client.subscribe('1', '/topic/rooms', { receipt: 'sub' })
    for (const session of chat.sessions) session.finish('SHUTTING_DOWN')
    resolve({ userId: 'a' as UserId, name: 'a' })
    await quiet()
    expect(client.commands).toEqual(['CONNECTED', 'RECEIPT', 'ERROR'])
    expect(client.error).toBe('SHUTTING_DOWN')
    expect(await chat.ports.signals.online(['a' as UserId])).toEqual(new Set())
  })

  it('[SE13] tells those who have not said anything yet', async () => {
    const chat = new MemoryChat()
    const client = chat.open()
    for (const session of chat.sessions) session.finish('SHUTTING_DOWN')
    await quiet()
    expect(client.error).toBe('SHUTTING_DOWN')
  })

  it('[SE13] lets DISCONNECT that had arrived be the end', async () => {
    const { client, roomId, finish, appends } = await talking()
    client.talk(roomId, 'a')
    client.send('DISCONNECT', { receipt: 'bye' })
    finish()
    await quiet()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['bye'])
    expect(client.error).toBeUndefined()
  })
})

describe('a client that will say nothing more', () => {
  it('[SE19] is answered all that had arrived, and then the connection closes', async () => {
    const { client, roomId, appends } = await talking()
    client.subscribe('room', `/topic/rooms/${roomId}`)
    client.talk(roomId, 'a', 'a')
    client.wire.endInput()
    await quiet()
    expect(client.wire.ended).toBeNull()
    appends[0]?.go()
    await quiet()
    expect(client.receipts).toEqual(['a'])
    expect(client.error).toBeUndefined()
    expect(client.wire.ended).toEqual({ code: 1000, reason: '' })
  })

  it('[SE19] is answered also what waited because it was too much at once', async () => {
    const chat = new MemoryChat({ limits: { framesInHand: 4 } })
    const client = await chat.join('a')
    const frames = Array.from(
      { length: 50 },
      (_, at) => `BEGIN\ntransaction:${at % 16}\n\n\0ABORT\ntransaction:${at % 16}\nreceipt:${at}\n\n\0`,
    )
    client.sendBytes(frames.join(''))
    expect(client.wire.paused).toBe(true)
    client.wire.endInput()
    await client.receipt('49')
    await quiet()
    expect(client.receipts).toHaveLength(50)
    expect(client.wire.ended).toEqual({ code: 1000, reason: '' })
  })

  it('[SE19] is let in first, where that was about to be', async () => {
    const { promise, resolve } = Promise.withResolvers<User>()
    const chat = new MemoryChat({ authenticate: () => promise.then(endless) })
    const client = await chat.join('a')
    client.subscribe('1', '/topic/rooms', { receipt: 'sub' })
    client.wire.endInput()
    resolve({ userId: 'a' as UserId, name: 'a' })
    await quiet()
    expect(client.commands).toEqual(['CONNECTED', 'RECEIPT'])
    expect(chat.sessions.size).toBe(0)
  })

  it('[SE19] and never said anything is let go', async () => {
    const chat = new MemoryChat()
    chat.open().wire.endInput()
    await quiet()
    expect(chat.sessions.size).toBe(0)
  })
})
