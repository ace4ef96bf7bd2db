// What every Signals must do: carry what moves, in order, and count who is here.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { LobbySignal, RoomSignal } from '../../protocol/signals.ts'
import type {
  AccessChange,
  PersonSignal,
  RelayedMessage,
  Revocation,
  Signals,
} from '../../server/store/signals.ts'
import { person, room, seq, span, user } from './samples.ts'

/** Signals of its own for the running test, which they end with. */
export type OpenSignals = () => Promise<Signals>

const read = (id: string, at: number): RoomSignal => ({
  type: 'READ',
  roomId: room(id),
  marks: [{ userId: user('u'), seq: seq(at) }],
})
const ownRead = (at: number): PersonSignal => ({ type: 'READ', roomId: room('a'), seq: seq(at) })
const count = (members: number): LobbySignal => ({ type: 'ROOM_COUNT', roomId: room('a'), members })

/** With bytes that are no UTF-8, and a header with all that has to be escaped. */
const relayed = (at: number): RelayedMessage => ({
  headers: [
    ['content-type', 'application/octet-stream'],
    ['a:b', `줄\r\n\\:${at}`],
  ],
  body: Buffer.of(0xff, 0, at),
})

export function signalsContract(adapter: string, open: OpenSignals): void {
  describe(`Signals in ${adapter}`, () => {
    carryingContract(open)
    presenceContract(open)
  })
}

function carryingContract(open: OpenSignals): void {
  it("carries a room's signals to its followers, in order", async () => {
    const signals = await open()
    const heard = await roomListener(signals, 'a')
    for (const at of span(1, 50)) signals.publishRoom(room('a'), read('a', at))
    expect(await heard.first(50)).toEqual(span(1, 50).map((at) => read('a', at)))
  })

  it("keeps a room's signals out of other rooms and the lobby", async () => {
    const signals = await open()
    const [heardA, heardB, lobby] = [
      await roomListener(signals, 'a'),
      await roomListener(signals, 'b'),
      await lobbyListener(signals),
    ]
    signals.publishRoom(room('a'), read('a', 1))
    signals.publishRoom(room('b'), read('b', 2))
    signals.publishLobby(count(3))
    expect(await heardA.first(1)).toEqual([read('a', 1)])
    expect(await heardB.first(1)).toEqual([read('b', 2)])
    expect(await lobby.first(1)).toEqual([count(3)])
  })

  it('carries nothing of before, and nothing after unfollowing', async () => {
    const signals = await open()
    const witness = await roomListener(signals, 'a')
    signals.publishRoom(room('a'), read('a', 1))
    await witness.first(1)
    const heard: RoomSignal[] = []
    const unfollow = await signals.followRoom(room('a'), (signal) => heard.push(signal))
    signals.publishRoom(room('a'), read('a', 2))
    await witness.first(2)
    unfollow()
    unfollow()
    signals.publishRoom(room('a'), read('a', 3))
    await witness.first(3)
    expect(heard).toEqual([read('a', 2)])
  })

  it('carries what is about one person to those who follow them, in order', async () => {
    const signals = await open()
    const [heard, other] = [await personListener(signals, 'u'), await personListener(signals, 'v')]
    for (const at of span(1, 50)) signals.publishPerson(user('u'), ownRead(at))
    signals.publishPerson(user('v'), ownRead(51))
    expect(await heard.first(50)).toEqual(span(1, 50).map(ownRead))
    expect(await other.first(1)).toEqual([ownRead(51)])
  })

  it('carries what is relayed to the followers of exactly that destination, as it is and in order', async () => {
    const signals = await open()
    const [heard, elsewhere] = [
      await topicListener(signals, '/topic/a'),
      await topicListener(signals, '/topic/a/b'),
    ]
    for (const at of span(1, 50)) signals.publishTopic('/topic/a', relayed(at))
    signals.publishTopic('/topic/a/b', relayed(51))
    expect(await heard.first(50)).toEqual(span(1, 50).map(relayed))
    expect(await elsewhere.first(1)).toEqual([relayed(51)])
  })

  it('relays nothing after unfollowing', async () => {
    const signals = await open()
    const witness = await topicListener(signals, '/queue/a')
    const heard: RelayedMessage[] = []
    const unfollow = await signals.followTopic('/queue/a', (message) => heard.push(message))
    signals.publishTopic('/queue/a', relayed(1))
    await witness.first(1)
    unfollow()
    signals.publishTopic('/queue/a', relayed(2))
    await witness.first(2)
    expect(heard).toEqual([relayed(1)])
  })

  it('carries whose right to read has changed, in order', async () => {
    const signals = await open()
    const heard = await listener<AccessChange | null>((onChange) => signals.followAccess(onChange))
    const changes: AccessChange[] = [
      { roomId: room('a'), userId: user('u'), code: 'REMOVED' },
      { roomId: room('b'), userId: null, code: null },
    ]
    for (const change of changes) signals.publishAccess(change)
    expect(await heard.first(2)).toEqual(changes)
  })

  it('carries which sign-ins were ended, in order', async () => {
    const signals = await open()
    const heard = await listener<Revocation | null>((onRevoked) => signals.followRevoked(onRevoked))
    const revocations = span(1, 3).map((at) => ({ family: `family ${at}`, at }))
    for (const revocation of revocations) signals.publishRevoked(revocation)
    expect(await heard.first(3)).toEqual(revocations)
  })

  it('calls back each follower once, also where one of them throws', async () => {
    const signals = await open()
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    onTestFinished(() => warned.mockRestore())
    await signals.followLobby(() => {
      throw new Error('a follower')
    })
    const heard = await lobbyListener(signals)
    for (const at of span(1, 3)) signals.publishLobby(count(at))
    expect(await heard.first(3)).toEqual(span(1, 3).map(count))
    expect(warned).toHaveBeenCalledTimes(3)
  })

  it('does not call back within the publishing call', async () => {
    const signals = await open()
    let heard = 0
    await signals.followLobby(() => (heard += 1))
    await signals.followTopic('/topic/a', () => (heard += 1))
    await signals.followPerson(user('u'), () => (heard += 1))
    await signals.followAccess(() => (heard += 1))
    await signals.followRevoked(() => (heard += 1))
    signals.publishAccess({ roomId: room('a'), userId: null, code: null })
    signals.publishRevoked({ family: 'f', at: 1 })
    signals.publishLobby(count(1))
    signals.publishTopic('/topic/a', relayed(1))
    signals.publishPerson(user('u'), ownRead(1))
    expect(heard).toBe(0)
  })
}

function presenceContract(open: OpenSignals): void {
  it('tells the first connection and the last', async () => {
    const signals = await open()
    expect(await signals.appear(person('u'))).toBe(true)
    expect(await signals.appear(person('u'))).toBe(false)
    expect(await signals.vanish(user('u'))).toBe(false)
    expect(await signals.vanish(user('u'))).toBe(true)
    expect(await signals.appear(person('u'))).toBe(true)
  })

  it('knows who of those asked for is here', async () => {
    const signals = await open()
    for (const id of ['u', 'v', 'w']) await signals.appear(person(id))
    await signals.vanish(user('v'))
    expect(await signals.online([user('u'), user('v'), user('x')])).toEqual(new Set(['u']))
    expect(await signals.online([])).toEqual(new Set())
  })

  it('knows somebody who is here by their name', async () => {
    const signals = await open()
    expect(await signals.present(user('u'))).toBeNull()
    for (const name of ['하늘', '바다']) await signals.appear(person('u', name))
    await signals.vanish(user('u'))
    expect(await signals.present(user('u'))).toEqual(person('u', '하늘'))
    await signals.vanish(user('u'))
    expect(await signals.present(user('u'))).toBeNull()
  })

  it('counts what comes and goes at once in its order', async () => {
    const signals = await open()
    const steps = [signals.appear(person('u')), signals.vanish(user('u')), signals.appear(person('u'))]
    expect(await Promise.all([...steps, signals.appear(person('u'))])).toEqual([true, true, true, false])
    expect(await signals.online([user('u')])).toEqual(new Set(['u']))
  })

  it('tells nobody apart from others by what their name looks like', async () => {
    const signals = await open()
    const names = ['1 2', ' ', '이 름\n', '']
    for (const [at, name] of names.entries()) await signals.appear(person(`u${at}`, name))
    for (const [at, name] of names.entries())
      expect(await signals.present(user(`u${at}`))).toEqual(person(`u${at}`, name))
  })

  it('is not confused by a connection less than none', async () => {
    const signals = await open()
    expect(await signals.vanish(user('u'))).toBe(false)
    expect(await signals.appear(person('u'))).toBe(true)
  })
}

const roomListener = (signals: Signals, id: string) =>
  listener<RoomSignal>((onSignal) => signals.followRoom(room(id), onSignal))

const lobbyListener = (signals: Signals) => listener<LobbySignal>((onSignal) => signals.followLobby(onSignal))

const personListener = (signals: Signals, id: string) =>
  listener<PersonSignal | null>((onSignal) => signals.followPerson(user(id), onSignal))

const topicListener = (signals: Signals, destination: string) =>
  listener<RelayedMessage>((onMessage) => signals.followTopic(destination, onMessage))

/** Follows, and waits until so many signals have come. */
async function listener<Signal>(follow: (onSignal: (signal: Signal) => void) => Promise<unknown>) {
  const heard: Signal[] = []
  let awaited = { count: 0, arrived: () => {} }
  await follow((signal) => {
    heard.push(signal)
    if (heard.length === awaited.count) awaited.arrived()
  })
  const first = (wanted: number) =>
    new Promise<Signal[]>((resolve) => {
      awaited = { count: wanted, arrived: () => resolve([...heard]) }
      if (heard.length >= wanted) awaited.arrived()
    })
  return { first }
}
