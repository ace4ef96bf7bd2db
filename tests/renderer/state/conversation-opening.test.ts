import { describe, expect, test } from 'vitest'
import { entry, EPOCH, seq } from '../entries.ts'
import { harness, LOG_TOPIC, logOf } from './conversation-harness.ts'

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

  test('begins at the first message that a member has not read', async () => {
    const { conversation, world } = harness(logOf(10), { joined: true })
    world.read = 8
    await conversation.open()
    const { reading, unseen } = conversation
    expect([reading.target, reading.detached, unseen.first, unseen.below]).toEqual([9, false, 9, 2])
    expect(world.marks).toEqual([])
  })

  test('begins in a passage, where more is unread than the newest page holds', async () => {
    const { conversation, world } = harness(logOf(20), { joined: true })
    world.read = 8
    await conversation.open()
    const { reading, unseen } = conversation
    const shown = reading.stretch.entries.map((one) => one.seq)
    expect([reading.target, shown, unseen.first, unseen.below]).toEqual([9, [7, 8, 9], 9, 12])
  })

  test('begins at the message that was looked for, whatever is unread', async () => {
    const { conversation, world } = harness(logOf(20), { joined: true })
    world.read = 8
    const opening = conversation.open()
    await Promise.all([opening, conversation.reading.goTo(seq(3))])
    expect([conversation.reading.target, conversation.unseen.first]).toEqual([3, 9])
  })

  test('is not at what one has not read where one only looks in', async () => {
    const { conversation } = harness(logOf(10))
    await conversation.open()
    expect([conversation.reading.target, conversation.unseen.first]).toEqual([null, null])
  })

  test('says why it failed, and tries again with the next connection', async () => {
    const { conversation, world } = harness(logOf(1))
    world.away = true
    await conversation.open()
    expect([conversation.phase, conversation.fault]).toEqual(['failed', 'UNREACHABLE'])
    world.away = false
    void conversation.catchUp()
    await expect.poll(() => conversation.phase).toBe('ready')
  })
})

test('a page that was asked for before the connection came back, and fails after, is asked for again', async () => {
  const { conversation, world } = harness(logOf(1))
  world.away = true
  const opening = conversation.open()
  world.away = false
  void conversation.catchUp()
  await opening
  await expect.poll(() => conversation.phase).toBe('ready')
})
