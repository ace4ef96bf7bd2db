// A host that moves to Redis and back by the command line, as people do it: whoever comes again finds everything.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { TOPIC, inRoom } from '../../protocol/destinations.ts'
import type { RoomMessage } from '../../protocol/entry.ts'
import type { RoomId } from '../../protocol/ids.ts'
import type { Member, SearchPage } from '../../protocol/rest.ts'
import { HostProcess, runHost, startHost, type HostRun } from '../support/host-process.ts'
import { freshPrefix, withRedis } from '../support/redis/redis-kinds.ts'
import { redisProgram } from '../support/redis/redis-program.ts'
import { startRedis } from '../support/redis/redis-server.ts'
import { call, type RestPerson } from '../support/rest-calls.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { connectAgain, person } from './people.ts'

/** A host that is started once it has been moved there, and ends with the test. */
async function hostOn(data: string, ...args: string[]): Promise<HostProcess> {
  const host = new HostProcess(data, args)
  onTestFinished(() => host.dispose())
  await host.start()
  return host
}

/** Two people who have talked in an open and in their own room. */
async function talkedHost() {
  const host = await startHost()
  const [haneul, bada] = [await person(host, '하늘'), await person(host, '바다')]
  const { roomId } = await haneul.rest.createRoom('이야기')
  const { roomId: own } = await haneul.rest.talkTo(bada.user.userId)
  for (const { stomp } of [haneul, bada]) await stomp.enter(roomId)
  for (const word of ['첫 대화', '둘째 대화', '셋째 대화']) await haneul.stomp.talk(roomId, word)
  await bada.stomp.talk(own, '둘만의 대화')
  await haneul.stomp.sendForReceipt(
    `/app/rooms/${roomId}/edit`,
    JSON.stringify({ seq: 4, message: '고친 대화', nonce: 'e' }),
  )
  await bada.stomp.sendForReceipt(`/app/rooms/${roomId}/read`, JSON.stringify({ seq: 3 }))
  return { host, people: [haneul.rest, bada.rest] as const, roomId, own }
}

/** What somebody sees of the host. */
async function seenBy(rest: RestPerson, http: string, rooms: readonly RoomId[]): Promise<unknown> {
  const [there, headers] = [rest.at(http), { headers: { Authorization: `Bearer ${rest.token}` } }]
  const search = await call<SearchPage>(`${http}/api/search?q=${encodeURIComponent('대화')}`, headers)
  return {
    rooms: await there.rooms(),
    own: (await call(`${http}/api/me/rooms`, headers)).body,
    members: await Promise.all(rooms.map(async (room) => (await there.members(room)).map(named))),
    reads: await Promise.all(
      rooms.map(async (room) => (await call(`${http}/api/rooms/${room}/read`, headers)).body),
    ),
    logs: await Promise.all(rooms.map((room) => there.history(room))),
    ...foundIn(search.body),
  }
}

/** What was written in one millisecond in different rooms has no order that all stores would share. */
function foundIn({ hits }: SearchPage): object {
  const times = hits.map(({ entry }) => entry.sentAt)
  const found = new Map(hits.map((hit) => [`${hit.entry.roomId} ${hit.entry.seq}`, hit]))
  return { found, areNewestFirst: times.every((time, nth) => time <= (times[nth - 1] ?? time)) }
}

/** Whether they are here just now is another matter. */
function named({ online: _, ...member }: Member): Omit<Member, 'online'> {
  return member
}

/** Whoever comes back to the room, having seen all up to `since` in this epoch, is told this, until nothing is missed. */
async function missed(
  host: HostProcess,
  rest: RestPerson,
  roomId: RoomId,
  since: number,
  epoch: string,
): Promise<RoomMessage[]> {
  const stomp = await connectAgain(host, rest)
  const log = await stomp.subscribe<RoomMessage>(inRoom(TOPIC.room, roomId), { since: String(since), epoch })
  return log.until(({ type }) => type === 'CAUGHT_UP')
}

const migrate = (from: string, to: string, ...more: string[]): Promise<HostRun> =>
  runHost('migrate', '--from', from, '--to', to, ...more)

withRedis((kind, _open, url) => {
  it(`[MV10] to ${kind} and back: the same tokens, logs, marks, and no GAP`, async () => {
    const { host, people, roomId, own } = await talkedHost()
    const [haneul, bada] = people
    const rooms = [roomId, own]
    const before = [await seenBy(haneul, host.http, rooms), await seenBy(bada, host.http, rooms)]
    const epoch = (await haneul.at(host.http).history(roomId))[0]?.epoch ?? ''
    const prefix = freshPrefix()
    const busy = await migrate(host.data, url(), '--redis-prefix', prefix)
    expect(busy).toEqual({ code: 1, stdout: '', stderr: `Another host is using ${host.data}.\n` })
    await host.stop()

    const moved = await migrate(host.data, url(), '--redis-prefix', prefix)
    expect(moved).toMatchObject({ code: 0 })
    expect(moved.stderr).toMatch(
      /^[^\n]* keeps no append-only file[^\n]*\nMoving …\nChecking …\nThe host is at [^\n]*Redis [^\n]* now; do not start it at .* any more\.\n$/s,
    )
    const there = JSON.parse(moved.stdout) as Record<string, unknown>
    expect(there).toMatchObject({
      event: 'migrated',
      from: host.data,
      rooms: 2,
      entries: 7,
      accounts: 0,
      places: 4,
    })
    expect(there['hash']).toMatch(/^[0-9a-f]{64}$/)

    const node = await hostOn(temporaryFolder(), '--redis', url(), '--redis-prefix', prefix)
    expect([await seenBy(haneul, node.http, rooms), await seenBy(bada, node.http, rooms)]).toEqual(before)
    expect(await missed(node, bada, roomId, 4, epoch)).toMatchObject([
      { seq: 5, message: '셋째 대화' },
      { seq: 6, type: 'EDIT' },
      { type: 'CAUGHT_UP' },
    ])
    const old = await runHost('--data', host.data, '--port', '0')
    expect(old).toMatchObject({ code: 1, stderr: expect.stringMatching(/has moved to .*Redis/) as string })
    const served = await migrate(url(), join(temporaryFolder(), 'back'), '--redis-prefix', prefix)
    expect(served).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('stop all of its nodes') as string,
    })

    await (await connectAgain(node, haneul)).talk(roomId, '넷째 대화')
    await node.stop()
    const data = join(temporaryFolder(), 'back')
    expect(await migrate(url(), data, '--redis-prefix', prefix)).toMatchObject({ code: 0 })
    const home = await hostOn(data)
    expect(await missed(home, bada, roomId, 6, epoch)).toMatchObject([
      { seq: 7, message: '넷째 대화' },
      { type: 'CAUGHT_UP' },
    ])
    const again = await runHost(
      '--data',
      temporaryFolder(),
      '--port',
      '0',
      '--redis',
      url(),
      '--redis-prefix',
      prefix,
    )
    expect(again).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`has moved to ${data}`) as string,
    })
  })
})

describe.skipIf(redisProgram() === null)('the password of Redis', () => {
  it('[MV11] is taken from a file, and never shown', async () => {
    const server = await startRedis(['--requirepass', 'se cret', '--save', ''])
    const { host } = await talkedHost()
    await host.stop()
    const file = join(temporaryFolder(), 'password')
    writeFileSync(file, 'wrong\n')
    const refused = await migrate(host.data, server.url, '--redis-password-file', file)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(
      /^Redis at 127\.0\.0\.1:\d+ does not take this user name and password\.\n$/,
    )
    writeFileSync(file, 'se cret\n')
    const moved = await migrate(host.data, server.url, '--redis-password-file', file)
    expect(moved).toMatchObject({ code: 0 })
    expect(moved.stdout + moved.stderr).not.toContain('cret')
  })
})
