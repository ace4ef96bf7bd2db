import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import type { ChangeRoomRequest } from '../../../protocol/room-requests.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { RoomSettings } from '../../../renderer/state/room-settings.svelte.ts'
import { roomOf } from '../../support/room-of.ts'
import { NOON, ROOM } from '../entries.ts'

function changing() {
  const room = roomOf({ roomId: ROOM, name: 'Room', members: 1, createdAt: NOON })
  const world = { wishes: [] as ChangeRoomRequest[], refused: false }
  const settings = new RoomSettings(room, async (wish) => {
    world.wishes.push(wish)
    if (world.refused) throw new RequestFailure('NOT_THE_OWNER')
    return room
  })
  return { settings, world }
}

describe('saving', () => {
  test('asks for what is other than before, and for nothing where nothing is', async () => {
    const { settings, world } = changing()
    expect(await settings.save()).toBe(true)
    expect(world.wishes).toEqual([])
    settings.topic = '  오늘의  이야기 '
    settings.slowMode = 30
    expect(await settings.save()).toBe(true)
    expect(world.wishes).toEqual([{ topic: '오늘의 이야기', slowMode: 30 }])
  })

  test('takes the longest topic, and refuses a longer one and a name that is none at their fields', async () => {
    const { settings, world } = changing()
    settings.topic = '가'.repeat(LIMITS.topicLength)
    expect(await settings.save()).toBe(true)
    settings.topic += '가'
    settings.name = ' '
    expect(await settings.save()).toBe(false)
    expect([settings.misnamed, settings.mistold, world.wishes.length]).toEqual(['NAME_EMPTY', 'BAD_TOPIC', 1])
  })

  test('says what the host refuses, and keeps what was written', async () => {
    const { settings, world } = changing()
    world.refused = true
    settings.name = 'Other'
    expect(await settings.save()).toBe(false)
    expect([settings.fault, settings.name, settings.saving]).toEqual(['NOT_THE_OWNER', 'Other', false])
    world.refused = false
    expect([await settings.save(), settings.fault]).toEqual([true, ''])
  })
})
