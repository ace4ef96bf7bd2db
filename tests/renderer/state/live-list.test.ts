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

  test('changes what is there, and brings nothing back', () => {
    const list = new LiveList<ReturnType<typeof item>>()
    list.become([item(A), item(B)])
    list.change(A, { text: 'new' })
    list.change(C, { text: 'never was' })
    list.drop(B)
    list.change(B, { text: 'gone' })
    expect(list.items).toEqual([item(A, 'new')])
  })

  test('keeps every change of what is not here before the whole is, whatever it changes', () => {
    const list = new LiveList<ReturnType<typeof item> & { members: number }>()
    const full = (roomId: RoomId, text: string, members: number) => ({ ...item(roomId, text), members })
    list.ask()
    list.change(A, { text: 'new' })
    list.change(A, { members: 2 })
    list.put(full(B, 'told', 1))
    list.change(B, { members: 5 })
    list.drop(C)
    list.change(C, { members: 7 })
    list.become([full(A, 'old', 1), full(C, 'old', 1)])
    expect(list.items).toEqual([full(A, 'new', 2), full(B, 'told', 5)])
    list.ask()
    list.become([full(A, 'old', 1)])
    expect(list.items).toEqual([full(A, 'old', 1)])
  })
})
