// What clients of the tutorial may send, and what becomes of it.
import { describe, expect, it } from 'vitest'
import type { RefusalBody } from '../../../../protocol/rest.ts'
import { NICKNAMES } from '../../../../server/routes/dialects/nicknames.ts'
import { TUTORIAL } from '../../../../server/routes/dialects/tutorial.ts'
import type { MemoryClient } from '../../../support/memory-client.ts'
import { quiet } from '../../../support/turns.ts'
import { SeedChat, say } from './seed-chat.ts'

const DOOR = '/gs-guide-websocket/**'

async function open() {
  const chat = new SeedChat(NICKNAMES, TUTORIAL)
  const client = await chat.come(DOOR)
  await listen(client, '/topic/greeting')
  return { chat, client }
}

async function listen(client: MemoryClient, destination: string): Promise<void> {
  client.subscribe(destination, destination)
  await quiet()
}

const codes = (client: MemoryClient) => client.bodies<RefusalBody>('errors').map(({ code }) => code)

describe('a greeting', () => {
  it('[DI1] is heard by all who came in there, its name safe in HTML', async () => {
    const { chat, client } = await open()
    const other = await chat.come('/gs-guide-websocket', { nickname: '남' })
    await listen(other, '/topic/greeting')
    await say(client, '/app/hello', { name: `<b>'하늘' & "Co"</b>` })
    const greeting = { content: 'Hello, &lt;b&gt;&#39;하늘&#39; &amp; &quot;Co&quot;&lt;/b&gt;!' }
    expect([client, other].map((each) => each.bodies('/topic/greeting'))).toEqual([[greeting], [greeting]])
  })

  it('[SE35] is that of the first name, which rooms know too', async () => {
    const { chat, client } = await open()
    const roomId = await chat.createRoom()
    await say(client, '/app/hello', { name: '하늘' })
    await say(client, '/app/hello', { name: '바다' })
    await say(client, '/app/hello', { name: '하늘' })
    await say(client, `/app/rooms/${roomId}/enter`, {})
    expect(client.bodies('/topic/greeting')).toHaveLength(2)
    expect(codes(client)).toEqual(['OTHER_NAME'])
    expect(await chat.lines(roomId)).toEqual(['ENTER 하늘'])
  })

  it.each([
    ['{}', 'BAD_REQUEST'],
    ['{"name":1}', 'BAD_REQUEST'],
    ['{"name":""}', 'BAD_NAME'],
    ['', 'BAD_REQUEST'],
  ])('[RT3] with %j is %s', async (body, code) => {
    const { client } = await open()
    client.send('SEND', { destination: '/app/hello' }, body)
    await quiet()
    expect(codes(client)).toEqual([code])
    expect(client.bodies('/topic/greeting')).toEqual([])
  })
})

describe('[DI7] what is sent to a topic or a queue', () => {
  it.each(['/topic/greeting', '/topic/other', '/queue/one'])('%s goes to all who listen', async (at) => {
    const { chat, client } = await open()
    const other = await chat.come(DOOR)
    if (at !== '/topic/greeting') await listen(client, at)
    await listen(other, at)
    await say(client, at, { n: 1 })
    expect([client, other].map((each) => each.bodies(at))).toEqual([[{ n: 1 }], [{ n: 1 }]])
    expect(codes(client)).toEqual([])
  })

  it('is nothing for those who came in elsewhere', async () => {
    const { chat } = await open()
    const other = await chat.come('/ws', { nickname: '남' })
    for (const at of ['/queue/one', '/topic/greeting', '/app/hello']) await say(other, at, {})
    expect(codes(other)).toEqual(Array(3).fill('NO_SUCH_DESTINATION'))
  })

  it('[RT6] is never a room’s', async () => {
    const { chat, client } = await open()
    const roomId = await chat.createRoom()
    await say(client, `/topic/rooms/${roomId}`, {})
    await say(client, `/topic/chat/room/${roomId}`, {})
    expect(codes(client)).toEqual(['NOT_SENDABLE', 'NOT_SENDABLE'])
  })
})
