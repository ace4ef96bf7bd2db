// A host that relays: what clients send to each other on general destinations, and what they cannot.
import { describe, expect, it } from 'vitest'
import { TOPIC, inRoom } from '../../../protocol/destinations.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { jsonMessage } from '../../../server/broker/relayed-message.ts'
import { listen, listenToOwn, personal } from '../../../server/routes/listen.ts'
import { OPEN_TOPICS } from '../../../server/routes/open-topics.ts'
import { ROUTES } from '../../../server/routes/routes.ts'
import { user } from '../../contracts/samples.ts'
import { MemoryChat } from '../../support/memory-chat.ts'
import type { MemoryClient } from '../../support/memory-client.ts'
import { quiet } from '../../support/turns.ts'

const openChat = () => new MemoryChat({ routes: [...ROUTES, ...OPEN_TOPICS] })

/** Somebody who listens on these destinations, each the id of its own subscription. */
async function listener(chat: MemoryChat, nickname: string, ...destinations: string[]) {
  const client = await chat.join(nickname)
  for (const destination of ['/user/queue/errors', ...destinations])
    client.subscribe(destination, destination)
  await quiet()
  return client
}

async function send(client: MemoryClient, destination: string, body = '{}', headers = {}) {
  client.send('SEND', { destination, ...headers }, body)
  await quiet()
}

const refusals = (client: MemoryClient) =>
  client.bodies<{ code: string }>('/user/queue/errors').map(({ code }) => code)

describe('an open topic', () => {
  it.each(['/topic/a', '/topic/a/b', '/queue/a', '/topic/방:1'])(
    '[RT8] carries what is sent to %s to all who listen there, the sender too',
    async (destination) => {
      const chat = openChat()
      const [a, b, other] = [
        await listener(chat, 'a', destination),
        await listener(chat, 'b', destination),
        await listener(chat, 'c', `${destination}x`),
      ]
      await send(a, destination, '{"n":1}', { receipt: 'r' })
      expect([a, b, other].map((each) => each.bodies(destination))).toEqual([[{ n: 1 }], [{ n: 1 }], []])
      expect(a.receipts).toEqual(['r'])
      expect(b.heardAs('MESSAGE')[0]?.headers).toMatchObject({ destination, 'sender-id': 'a' })
    },
  )

  it('[RT9] of a person reaches all their connections, and nobody else', async () => {
    const chat = openChat()
    const [one, two] = [
      await listener(chat, 'a', '/user/queue/x'),
      await listener(chat, 'a', '/user/queue/x'),
    ]
    const other = await listener(chat, 'b', '/user/queue/x')
    await send(other, '/user/a/queue/x', '{"n":1}')
    expect([one, two, other].map((each) => each.bodies('/user/queue/x'))).toEqual([
      [{ n: 1 }],
      [{ n: 1 }],
      [],
    ])
    expect(one.heardAs('MESSAGE')[0]?.headers).toMatchObject({
      destination: '/user/queue/x',
      'sender-id': 'b',
    })
  })

  it('[RT9] of another person cannot be listened to', async () => {
    const client = await listener(openChat(), 'b', '/user/a/queue/x')
    expect(refusals(client)).toEqual(['NO_SUCH_DESTINATION'])
  })

  it('[RT9] of somebody who is not here swallows what is sent; a name is no address', async () => {
    const client = await listener(openChat(), 'b')
    await send(client, '/user/nobody/queue/x')
    expect(refusals(client)).toEqual([])
    await send(client, '/user/하늘/queue/x')
    expect(refusals(client)).toEqual(['NO_SUCH_DESTINATION'])
  })

  it('[RT6] is none of those that are the host’s', async () => {
    const chat = openChat()
    const roomId = await chat.createRoom()
    const client = await listener(chat, 'a', inRoom(TOPIC.room, roomId), inRoom(TOPIC.live, roomId))
    const hosts = [...Object.values(TOPIC), '/topic/rooms/{roomId}/x', '/user/queue/x']
    for (const pattern of [...hosts, '/user/a/queue/errors', '/user/a/queue/rooms'])
      await send(client, inRoom(pattern, roomId))
    expect(new Set(refusals(client))).toEqual(new Set(['NOT_SENDABLE']))
    expect(client.heardAs('MESSAGE')).toHaveLength(hosts.length + 2)
  })

  it.each(['/topic', '/topic/', '/topic/a/', '/topic//a', '/queue', '/user/a/queue', '/exchange/a'])(
    '[RT5] is not at %j',
    async (destination) => {
      const client = await listener(openChat(), 'a', destination)
      await send(client, destination)
      expect(refusals(client)).toEqual(['NO_SUCH_DESTINATION', 'NO_SUCH_DESTINATION'])
    },
  )

  it('[RT7] may be as long as a destination may', async () => {
    const longest = `/topic/${'x'.repeat(LIMITS.destinationBytes - '/topic/'.length)}`
    const client = await listener(openChat(), 'a')
    client.subscribe('longest', longest)
    await send(client, longest, '1')
    expect(client.bodies('longest')).toEqual([1])
    client.subscribe('more', `${longest}x`)
    await send(client, `${longest}x`)
    expect(refusals(client)).toEqual(['NO_SUCH_DESTINATION', 'NO_SUCH_DESTINATION'])
  })

  it('[RT8] can be listened to with acknowledgements', async () => {
    const chat = openChat()
    const client = await listener(chat, 'a')
    client.subscribe('s', '/topic/a', { ack: 'client-individual', 'prefetch-count': '1' })
    for (const body of ['1', '2']) await send(client, '/topic/a', body)
    expect(client.bodies('s')).toEqual([1])
    client.send('ACK', { id: client.heardAs('MESSAGE')[0]?.headers['ack'] ?? '' })
    await quiet()
    expect(client.bodies('s')).toEqual([1, 2])
  })

  it('[RT8] hears of a transaction at its COMMIT, and of one that is refused nothing', async () => {
    const client = await listener(openChat(), 'a', '/topic/a')
    client.send('BEGIN', { transaction: 'good' })
    for (const body of ['1', '2']) await send(client, '/topic/a', body, { transaction: 'good' })
    expect(client.bodies('/topic/a')).toEqual([])
    client.send('COMMIT', { transaction: 'good' })
    client.send('BEGIN', { transaction: 'bad' })
    await send(client, '/topic/a', '3', { transaction: 'bad' })
    await send(client, '/topic/rooms', '4', { transaction: 'bad' })
    client.send('COMMIT', { transaction: 'bad' })
    await quiet()
    expect(client.bodies('/topic/a')).toEqual([1, 2])
    expect(refusals(client)).toEqual(['NOT_SENDABLE'])
  })

  it('[BR14] is spoken between the versions', async () => {
    const chat = openChat()
    const clients = await Promise.all(
      ['1.0', '1.1', '1.2'].map((version) => chat.join(version, { 'accept-version': version })),
    )
    for (const client of clients) client.subscribe('s:1', '/topic/a:b')
    await quiet()
    for (const client of clients) await send(client, '/topic/a:b', '1', { 'x-note': 'a:\\b' })
    for (const client of clients) {
      expect(client.heardAs('MESSAGE').map(({ headers }) => headers)).toMatchObject(
        ['1.0', '1.1', '1.2'].map((version) => ({
          subscription: 's:1',
          destination: '/topic/a:b',
          'sender-id': version,
          'x-note': 'a:\\b',
        })),
      )
    }
  })
})

describe('a destination of one’s own', () => {
  const OWN = [
    { pattern: '/topic/news', subscribe: listen },
    { pattern: '/user/queue/notes', subscribe: listenToOwn },
  ]

  it('[RT8] is listened to on a host that does not relay, and cannot be sent to', async () => {
    const chat = new MemoryChat({ routes: [...ROUTES, ...OWN] })
    const client = await listener(chat, 'a', '/topic/news', '/user/queue/notes')
    const other = await listener(chat, 'b', '/user/queue/notes')
    chat.ports.signals.publishTopic('/topic/news', jsonMessage({ n: 1 }))
    chat.ports.signals.publishTopic(personal(user('a'), '/user/queue/notes'), jsonMessage({ n: 2 }))
    await quiet()
    expect([client.bodies('/topic/news'), client.bodies('/user/queue/notes')]).toEqual([
      [{ n: 1 }],
      [{ n: 2 }],
    ])
    expect(other.bodies('/user/queue/notes')).toEqual([])
    await send(client, '/topic/news')
    await send(client, '/user/queue/notes')
    expect(refusals(client)).toEqual(['NOT_SENDABLE', 'NOT_SENDABLE'])
  })
})
