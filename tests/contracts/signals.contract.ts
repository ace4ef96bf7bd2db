// What every Signals must do: carry what moves, in order, and count who is here.
import { describe, expect, it } from 'vitest'
import type { LobbySignal, RoomSignal } from '../../protocol/signals.ts'
import type { RelayedMessage, Signals } from '../../server/store/signals.ts'
import { room, seq, span, user } from './samples.ts'

/** Signals of its own for the running test, which they end with. */
export type OpenSignals = () => Promise<Signals>

const read = (id: string, at: number): RoomSignal => ({
  type: 'READ',
  roomId: room(id),
  userId: user('u'),
  seq: seq(at),
})
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

  it('does not call back within the publishing call', async () => {
    const signals = await open()
    let heard = 0
    await signals.followLobby(() => (heard += 1))
    await signals.followTopic('/topic/a', () => (heard += 1))
    signals.publishLobby(count(1))
    signals.publishTopic('/topic/a', relayed(1))
    expect(heard).toBe(0)
  })
}

function presenceContract(open: OpenSignals): void {
  it('tells the first connection and the last', async () => {
    const signals = await open()
    expect(await signals.appear(user('u'))).toBe(true)
    expect(await signals.appear(user('u'))).toBe(false)
    expect(await signals.vanish(user('u'))).toBe(false)
    expect(await signals.vanish(user('u'))).toBe(true)
    expect(await signals.appear(user('u'))).toBe(true)
  })

  it('knows who of those asked for is here', async () => {
    const signals = await open()
    for (const id of ['u', 'v', 'w']) await signals.appear(user(id))
    await signals.vanish(user('v'))
    expect(await signals.online([user('u'), user('v'), user('x')])).toEqual(new Set(['u']))
    expect(await signals.online([])).toEqual(new Set())
  })

  it('is not confused by a connection less than none', async () => {
    const signals = await open()
    expect(await signals.vanish(user('u'))).toBe(false)
    expect(await signals.appear(user('u'))).toBe(true)
  })
}

const roomListener = (signals: Signals, id: string) =>
  listener<RoomSignal>((onSignal) => signals.followRoom(room(id), onSignal))

const lobbyListener = (signals: Signals) => listener<LobbySignal>((onSignal) => signals.followLobby(onSignal))

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
