import { describe, expect, test } from 'vitest'
import { entry, EPOCH, ROOM, seq, userId } from '../entries.ts'
import { harness, LOG_TOPIC, logOf, ME, ownNotice } from './conversation-harness.ts'

describe('opening', () => {
  test('shows the newest page and follows the log from its end', async () => {
    const { conversation, world, seqs } = harness(logOf(10))
    await conversation.open()
    expect(conversation.phase).toBe('ready')
    expect(seqs()).toEqual([8, 9, 10])
    expect(world.watches.get(LOG_TOPIC)?.headers?.()).toEqual({ since: '10', epoch: EPOCH })
  })

  test('starts an empty room before its first entry', async () => {
    const { conversation, world, deliver, seqs } = harness([])
    await conversation.open()
    expect(world.watches.get(LOG_TOPIC)?.headers?.()).toEqual({ since: '0', epoch: EPOCH })
    deliver(entry(1))
    expect(seqs()).toEqual([1])
  })

  test('says why it failed, and tries again with the next connection', async () => {
    const { conversation, world } = harness(logOf(1))
    world.away = true
    await conversation.open()
    expect([conversation.phase, conversation.fault]).toEqual(['failed', 'UNREACHABLE'])
    world.away = false
    conversation.reconnected()
    await expect.poll(() => conversation.phase).toBe('ready')
  })
})

test('a page that was asked for before the connection came back, and fails after, is asked for again', async () => {
  const { conversation, world } = harness(logOf(1))
  world.away = true
  const opening = conversation.open()
  world.away = false
  conversation.reconnected()
  await opening
  await expect.poll(() => conversation.phase).toBe('ready')
})

describe('following', () => {
  test('adds each entry once', async () => {
    const { conversation, deliver, seqs } = harness(logOf(2))
    await conversation.open()
    for (const place of [2, 3, 3, 4]) deliver(entry(place))
    expect(seqs()).toEqual([1, 2, 3, 4])
  })

  test('asks again for what is missing, and shows nothing out of order', async () => {
    const { conversation, world, deliver, seqs } = harness(logOf(2))
    await conversation.open()
    deliver(entry(5))
    expect(world.again).toBe(1)
    expect(seqs()).toEqual([1, 2])
  })

  test('reloads the newest page where the log has a gap', async () => {
    const { conversation, world, deliver, seqs } = harness(logOf(2))
    await conversation.open()
    world.log = logOf(50)
    deliver({ type: 'GAP', from: seq(3), to: seq(40) })
    await expect.poll(seqs).toEqual([48, 49, 50])
  })

  test('goes on showing what it has until the newest page is here, and asks for it once', async () => {
    const { conversation, world, deliver, seqs } = harness(logOf(2))
    await conversation.open()
    world.log = logOf(50)
    deliver({ type: 'GAP', from: seq(3), to: seq(40) })
    deliver({ type: 'GAP', from: seq(3), to: seq(40) })
    expect([conversation.phase, seqs(), world.watches.size]).toEqual(['ready', [1, 2], 0])
    await expect.poll(seqs).toEqual([48, 49, 50])
    expect(world.asked).toBe(2)
  })

  test('reads the newest page instead of telling a long absence whole', async () => {
    const { conversation, world, deliver, seqs } = harness(logOf(2))
    await conversation.open()
    world.log = logOf(2_000)
    for (const missed of world.log.slice(2)) deliver(missed)
    await expect.poll(seqs).toEqual([1_998, 1_999, 2_000])
    expect(world.watches.get(LOG_TOPIC)?.headers?.()).toEqual({ since: '2000', epoch: EPOCH })
  })

  test('cuts off what is far above somebody who reads the newest, and nobody else', async () => {
    const { conversation, deliver, seqs } = harness(logOf(1))
    await conversation.open()
    deliver({ type: 'CAUGHT_UP', seq: seq(1) })
    for (let place = 2; place <= 1_300; place += 1) deliver(entry(place))
    expect([seqs().length, conversation.more]).toEqual([1_300, false])
    conversation.see()
    expect([seqs()[0], seqs().at(-1), conversation.more]).toEqual([301, 1_300, true])
  })

  test('speaks new messages of others, and nothing of what was missed or one’s own', async () => {
    const { conversation, deliver } = harness(logOf(1))
    await conversation.open()
    deliver(entry(2))
    expect(conversation.spoken).toEqual([])
    deliver({ type: 'CAUGHT_UP', seq: seq(2) })
    deliver(entry(3, { senderId: ME.userId }))
    expect(conversation.spoken).toEqual([])
    deliver(entry(4))
    deliver(entry(5))
    expect(conversation.spoken.map((one) => one.seq)).toEqual([4, 5])
  })

  test('tells the outbox of own messages that came back', async () => {
    const { conversation, world, deliver } = harness([entry(1, { senderId: ME.userId, nonce: 'a' })])
    await conversation.open()
    deliver(entry(2, { senderId: ME.userId, nonce: 'b' }))
    deliver(entry(3, { nonce: 'c' }))
    expect(world.settled).toEqual(['a', 'b'])
  })
})

describe('scrolling up', () => {
  test('puts older pages before what is there, until there are none', async () => {
    const { conversation, seqs } = harness(logOf(5))
    await conversation.open()
    expect(conversation.more).toBe(true)
    await conversation.loadOlder()
    expect([seqs(), conversation.more]).toEqual([[1, 2, 3, 4, 5], false])
    await conversation.loadOlder()
    expect(seqs()).toEqual([1, 2, 3, 4, 5])
  })

  test('is a change at the top only until the page has taken it up', async () => {
    const { conversation, seqs } = harness(logOf(5))
    await conversation.open()
    const atTop: boolean[] = []
    const loading = conversation.loadOlder()
    for (let turn = 0; turn < 10; turn += 1) {
      await Promise.resolve()
      if (seqs().length === 5) atTop.push(conversation.changedAtTop)
    }
    await loading
    expect([atTop[0], atTop.at(-1)]).toEqual([true, false])
  })

  test('loads a page once, however often it is asked for', async () => {
    const { conversation, seqs } = harness(logOf(9))
    await conversation.open()
    await Promise.all([conversation.loadOlder(), conversation.loadOlder()])
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9])
  })

  test('can be tried again after a failure', async () => {
    const { conversation, world, seqs } = harness(logOf(5))
    await conversation.open()
    world.away = true
    await conversation.loadOlder()
    expect(conversation.loadingOlder).toBe(false)
    world.away = false
    await conversation.loadOlder()
    expect(seqs()).toEqual([1, 2, 3, 4, 5])
  })
})

describe('membership', () => {
  test('comes with the receipt', async () => {
    const { conversation, world } = harness(logOf(1))
    await conversation.open()
    conversation.move('enter')
    expect([conversation.joined, conversation.moving]).toEqual([false, true])
    world.receipts[0]?.()
    expect([conversation.joined, conversation.moving]).toEqual([true, false])
  })

  test('is asked for no longer when the connection goes, or comes back', async () => {
    const { conversation } = harness(logOf(1))
    await conversation.open()
    conversation.move('enter')
    conversation.disconnected()
    expect(conversation.moving).toBe(false)
    conversation.move('enter')
    conversation.reconnected()
    expect(conversation.moving).toBe(false)
  })

  test('needs no receipt where the log tells of it', async () => {
    const { conversation, deliver } = harness(logOf(1))
    await conversation.open()
    conversation.move('enter')
    deliver(ownNotice(2, 'ENTER'))
    expect([conversation.joined, conversation.moving]).toEqual([true, false])
  })

  test('follows one’s own notices, also from another device', async () => {
    const { conversation, deliver } = harness(logOf(1))
    await conversation.open()
    deliver(ownNotice(2, 'ENTER'))
    expect(conversation.joined).toBe(true)
    deliver(ownNotice(3, 'LEAVE'))
    expect(conversation.joined).toBe(false)
  })

  test('is what the log says where the room was asked a moment too early', async () => {
    const { conversation } = harness([ownNotice(1, 'ENTER')], { joined: false })
    await conversation.open()
    expect(conversation.joined).toBe(true)
  })

  test('shows in the people', async () => {
    const { conversation, deliver, world } = harness([])
    world.members = [{ userId: userId('tom'), name: 'Tom', online: true }]
    await conversation.open()
    await expect.poll(() => conversation.people.members.length).toBe(1)
    deliver(entry(1, { type: 'ENTER', sender: 'Mina' }))
    deliver(entry(2, { type: 'LEAVE', sender: 'Tom' }))
    expect(conversation.people.members).toEqual([{ userId: 'mina', name: 'Mina', online: true }])
  })
})

describe('what has been seen', () => {
  test('is counted from the last look', async () => {
    const { conversation, deliver } = harness(logOf(2), { joined: true })
    await conversation.open()
    conversation.see()
    deliver(entry(3))
    deliver(entry(4, { type: 'ENTER', sender: 'Tom' }))
    deliver(entry(5, { senderId: ME.userId }))
    expect(conversation.newBelow).toBe(1)
    conversation.see()
    expect(conversation.newBelow).toBe(0)
  })

  test('is remembered for members only', async () => {
    const guest = harness(logOf(2))
    await guest.conversation.open()
    guest.conversation.see()
    expect(guest.world.marks).toEqual([])
    const member = harness(logOf(2), { joined: true })
    await member.conversation.open()
    member.conversation.see()
    expect(member.world.marks).toEqual([{ seq: 2, epoch: EPOCH }])
  })
})

test('others are told that one writes, but not with every key', async () => {
  const { conversation, world } = harness([], { joined: true })
  await conversation.open()
  for (const at of [0, 100, 2_900, 3_000]) conversation.writes(at)
  expect(world.sent).toEqual([`/app/rooms/${ROOM}/typing`, `/app/rooms/${ROOM}/typing`])
})

test('a closed room hears nothing more', async () => {
  const { conversation, world } = harness(logOf(1))
  await conversation.open()
  conversation.close()
  expect(world.watches.size).toBe(0)
})
