import { describe, expect, test } from 'vitest'
import { roomOf } from '../../support/room-of.ts'
import { entry, EPOCH, ROOM, seq, userId } from '../entries.ts'
import { harness, LOG_TOPIC, logOf, ME, ownNotice } from './conversation-harness.ts'

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

  test('goes on from where one has read after a long absence', async () => {
    const { conversation, world, deliver } = harness(logOf(2), { joined: true })
    await conversation.open()
    conversation.see()
    world.log = logOf(2_000)
    for (const missed of world.log.slice(2)) deliver(missed)
    await expect.poll(() => conversation.reading.target).toBe(3)
    expect([conversation.reading.detached, conversation.unseen.below]).toEqual([true, 1_998])
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
    expect([seqs().length, conversation.newest.more]).toEqual([1_300, false])
    conversation.see()
    expect([seqs()[0], seqs().at(-1), conversation.newest.more]).toEqual([301, 1_300, true])
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
    expect(conversation.newest.more).toBe(true)
    await conversation.newest.loadOlder()
    expect([seqs(), conversation.newest.more]).toEqual([[1, 2, 3, 4, 5], false])
    await conversation.newest.loadOlder()
    expect(seqs()).toEqual([1, 2, 3, 4, 5])
  })

  test('is a change at the top only until the page has taken it up', async () => {
    const { conversation, seqs } = harness(logOf(5))
    await conversation.open()
    const atTop: boolean[] = []
    const loading = conversation.newest.loadOlder()
    for (let turn = 0; turn < 10; turn += 1) {
      await Promise.resolve()
      if (seqs().length === 5) atTop.push(conversation.newest.changedAtTop)
    }
    await loading
    expect([atTop[0], atTop.at(-1)]).toEqual([true, false])
  })

  test('loads a page once, however often it is asked for', async () => {
    const { conversation, seqs } = harness(logOf(9))
    await conversation.open()
    await Promise.all([conversation.newest.loadOlder(), conversation.newest.loadOlder()])
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9])
  })

  test('can be tried again after a failure', async () => {
    const { conversation, world, seqs } = harness(logOf(5))
    await conversation.open()
    world.away = true
    await conversation.newest.loadOlder()
    expect(conversation.newest.loadingOlder).toBe(false)
    world.away = false
    await conversation.newest.loadOlder()
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

  test('is taken up again by somebody who was only away, when they look at the room', async () => {
    const away = entry(1, { type: 'LEAVE', senderId: ME.userId, sender: 'Me', reason: 'away' })
    const { conversation, world, deliver } = harness([away])
    await conversation.open()
    expect([world.sent, conversation.moving]).toEqual([[`/app/rooms/${ROOM}/enter`], true])
    deliver(ownNotice(2, 'ENTER'))
    expect([conversation.joined, conversation.moving]).toEqual([true, false])
    deliver({ ...away, seq: seq(3) })
    expect(world.sent).toHaveLength(2)
  })

  test('shows in the people', async () => {
    const { conversation, deliver, world } = harness([])
    world.members = [{ userId: userId('tom'), name: 'Tom', online: true, read: seq(0) }]
    await conversation.open()
    await expect.poll(() => conversation.people.members.length).toBe(1)
    deliver(entry(1, { type: 'ENTER', sender: 'Mina' }))
    deliver(entry(2, { type: 'LEAVE', sender: 'Tom' }))
    expect(conversation.people.members).toEqual([{ userId: 'mina', name: 'Mina', online: true, read: 1 }])
  })
})

test('who comes while the members are asked for stays', async () => {
  const { conversation, deliver, world } = harness([])
  await conversation.open()
  await expect.poll(() => world.watches.has(LOG_TOPIC)).toBe(true)
  world.members = [{ userId: userId('tom'), name: 'Tom', online: true, read: seq(0) }]
  world.whileAsked = () => {
    deliver(entry(1, { type: 'ENTER', sender: 'Mina' }))
    deliver(entry(2, { type: 'LEAVE', sender: 'Tom' }))
  }
  void conversation.catchUp()
  await expect.poll(() => world.answered).toBe(2)
  expect(conversation.people.members.map(({ name }) => name)).toEqual(['Mina'])
  world.whileAsked = () => {}
  void conversation.catchUp()
  await expect.poll(() => world.answered).toBe(3)
  expect(conversation.people.members.map(({ name }) => name)).toEqual(['Tom'])
})

describe('what has been seen', () => {
  test('is counted from the last look', async () => {
    const { conversation, deliver } = harness(logOf(2), { joined: true })
    await conversation.open()
    conversation.see()
    deliver(entry(3))
    deliver(entry(4, { type: 'ENTER', sender: 'Tom' }))
    deliver(entry(5, { senderId: ME.userId }))
    expect(conversation.unseen.below).toBe(1)
    conversation.see()
    expect(conversation.unseen.below).toBe(0)
  })

  test('is told as far as it goes, while there is more below', async () => {
    const { conversation, world } = harness(logOf(3), { joined: true })
    await conversation.open()
    conversation.seePart({ first: seq(1), last: seq(2) })
    conversation.seePart({ first: seq(1), last: seq(1) })
    expect([world.marks, conversation.unseen.below]).toEqual([[2], 1])
  })

  test('is remembered for members only', async () => {
    const guest = harness(logOf(2))
    await guest.conversation.open()
    guest.conversation.see()
    expect(guest.world.marks).toEqual([])
    const member = harness(logOf(2), { joined: true })
    await member.conversation.open()
    member.conversation.see()
    expect(member.world.marks).toEqual([2])
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

describe('the room itself', () => {
  const LIVE_TOPIC = `/topic/rooms/${ROOM}/live`

  test('is what the host tells of it last', async () => {
    const { conversation, world } = harness(logOf(2))
    await conversation.open()
    const room = roomOf({ roomId: ROOM, name: 'Other', topic: 'About', announcementOnly: true })
    world.watches.get(LIVE_TOPIC)?.onBody({ type: 'ROOM', room })
    expect(conversation.room).toMatchObject({ name: 'Other', topic: 'About', announcementOnly: true, seq: 2 })
  })

  test('is asked for again when the next connection tells of it', async () => {
    const { conversation, world } = harness(logOf(2))
    await conversation.open()
    void conversation.catchUp()
    await expect.poll(() => world.asked).toBe(2)
  })

  test('tells nothing any more when it is lost, and what was said stays', async () => {
    const { conversation, world, seqs } = harness(logOf(2), { joined: true })
    await conversation.open()
    conversation.lose('BANNED')
    expect([conversation.lost, seqs(), world.watches.size]).toEqual(['BANNED', [1, 2], 0])
  })

  test('shows the newest to somebody who says something from far above', async () => {
    const { conversation, world } = harness(logOf(20), { joined: true })
    await conversation.open()
    await conversation.reading.goTo(seq(5))
    conversation.say('hello')
    expect([conversation.reading.target, world.sent.at(-1)]).toEqual([null, 'hello'])
  })
})
