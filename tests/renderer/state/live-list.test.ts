import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../../protocol/ids.ts'
import { LiveList } from '../../../renderer/state/live-list.svelte.ts'

const [A, B, C] = ['a', 'b', 'c'] as RoomId[] as [RoomId, RoomId, RoomId]
const item = (roomId: RoomId, text = '') => ({ roomId, text })

describe('a list that is told live', () => {
  test('puts what is new at its end, and what has changed where it was', () => {
    const list = new LiveList<ReturnType<typeof item>>()
    list.become([item(A), item(B)])
    list.put(item(C))
    list.put(item(A, 'new'))
    expect(list.items).toEqual([item(A, 'new'), item(B), item(C)])
    expect(list.find(A)).toEqual(item(A, 'new'))
  })

  test('drops what is gone, and does not mind what never was', () => {
    const list = new LiveList<ReturnType<typeof item>>()
    list.become([item(A), item(B)])
    list.drop(A)
    list.drop(C)
    expect(list.items).toEqual([item(B)])
    expect(list.find(A)).toBeNull()
  })

  test('takes what is told while the whole is on its way for newer, and the whole after that', () => {
    const list = new LiveList<ReturnType<typeof item>>()
    list.ask()
    list.put(item(C))
    list.drop(A)
    list.become([item(A), item(B)])
    expect(list.items).toEqual([item(B), item(C)])
    list.ask()
    list.become([item(A)])
    expect(list.items).toEqual([item(A)])
  })
})
