// Whoever loses the right to read a room hears no more of it, wherever they listen: by each transport, and by the doors of older
// systems. It prints the table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RefusalBody } from '../../../protocol/rest.ts'
import { hostForAll } from '../../support/host-process.ts'
import type { Carrier } from './line.ts'
import type { Person, RoomName } from './rule.ts'
import { Scene } from './scene.ts'
import { ADMIN, World } from './world.ts'

interface Loss {
  name: string
  person: Person
  room: RoomName
  code: string
  happens: (scene: Scene) => Promise<void>
}

const LOSSES: readonly Loss[] = [
  {
    name: 'banned from an open room',
    person: 'member',
    room: 'open',
    code: 'BANNED',
    happens: (scene) => scene.decide('PUT', `/bans/${scene.subject.user.userId}`),
  },
  {
    name: 'removed from a private room',
    person: 'member',
    room: 'private',
    code: 'REMOVED',
    happens: (scene) => scene.decide('POST', '/remove', { userId: scene.subject.user.userId }),
  },
  {
    name: 'banned from a private room',
    person: 'member',
    room: 'private',
    code: 'BANNED',
    happens: (scene) => scene.decide('PUT', `/bans/${scene.subject.user.userId}`),
  },
  {
    name: 'left a private room',
    person: 'member',
    room: 'private',
    code: 'NO_SUCH_ROOM',
    happens: (scene) => scene.depart(),
  },
  {
    name: 'a listener to a room that is closed',
    person: 'guest',
    room: 'open',
    code: 'ROOM_CLOSED',
    happens: (scene) => scene.decide('POST', '/close'),
  },
]

/** Where somebody listens. */
const PLACES: readonly { by: Carrier; topic: string; membersOnly?: true }[] = [
  { by: 'WebSocket', topic: '/topic/rooms/{room}' },
  { by: 'WebSocket', topic: '/topic/rooms/{room}/live' },
  { by: 'TCP', topic: '/topic/rooms/{room}' },
  { by: 'SockJS', topic: '/topic/rooms/{room}' },
  { by: 'nicknames', topic: '/topic/chat/room/{room}' },
  { by: 'board', topic: '/topic/chat/room/{room}' },
  { by: 'store', topic: '/sub/chat/room/{room}' },
  { by: 'members', topic: '/topic/{room}', membersOnly: true },
]

const host = hostForAll('--stomp-port', '0', '--admin', ADMIN, '--log-level', 'fatal')
const lines: string[] = []
let world: World

beforeAll(async () => {
  world = await World.at(host())
})

describe.each(LOSSES)('$name', ({ name, person, room, code, happens }) => {
  const places = PLACES.filter(({ membersOnly }) => membersOnly !== true || person === 'member')

  it.each(places)('[SE39] hears no more by $by of $topic', async ({ by, topic }) => {
    const scene = await Scene.set(world, person, room)
    const line = await scene.line(by)
    const destination = topic.replace('{room}', scene.roomId)
    await line.ask('SUBSCRIBE', { id: 's', destination })
    await happens(scene)
    const heard = await line.hear('"code"')
    const refusal = JSON.parse(heard.at(-1)?.body ?? '{}') as RefusalBody
    expect(refusal).toMatchObject({ code, destination })
    await scene.stir()
    const after = await line.ask('SUBSCRIBE', { id: 'then', destination: '/topic/rooms' })
    expect(after.filter(({ headers }) => headers['subscription'] === 's')).toEqual([])
    await scene.end()
    lines.push(`| ${name} | ${by} | ${topic} | ${refusal.code} |`)
  })
})

afterAll(() => {
  process.stdout.write(
    `| what | by | listening to | told |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`,
  )
})
