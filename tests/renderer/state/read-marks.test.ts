import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { ReadMarks } from '../../../renderer/state/read-marks.ts'
import { EPOCH, ROOM, seq } from '../entries.ts'
import { MemoryValues } from '../kept-in-memory.ts'

const OTHER_ROOM = 'room-2' as RoomId
const at = (place: number) => ({ seq: seq(place), epoch: EPOCH })

describe('a mark', () => {
  test('never moves back within one life of the log', () => {
    const values = new MemoryValues()
    const marks = new ReadMarks(values, 'owner')
    marks.set(ROOM, at(5))
    marks.set(ROOM, at(3))
    expect(new ReadMarks(values, 'owner').at(ROOM)).toEqual(at(5))
    expect(new ReadMarks(values, 'somebody else').at(ROOM)).toBeNull()
  })

  test('stays where another page has moved it, and so do those of other rooms', () => {
    const values = new MemoryValues()
    const [one, other] = [new ReadMarks(values, 'owner'), new ReadMarks(values, 'owner')]
    one.set(ROOM, at(1))
    other.set(ROOM, at(9))
    one.set(ROOM, at(4))
    one.set(OTHER_ROOM, at(2))
    expect([other.at(ROOM), other.at(OTHER_ROOM)]).toEqual([at(9), at(2)])
  })

  test('that one page forgets is gone for the other', () => {
    const values = new MemoryValues()
    const [one, other] = [new ReadMarks(values, 'owner'), new ReadMarks(values, 'owner')]
    one.set(ROOM, at(1))
    other.forget(ROOM)
    expect(one.rooms).toEqual([])
  })
})
