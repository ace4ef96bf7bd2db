import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { Amending } from '../../../renderer/state/amending.svelte.ts'
import { entry, ROOM, userId } from '../entries.ts'

const ME = userId('mina')

function harness() {
  const world = { asked: [] as unknown[], faults: [] as string[], fails: false }
  const answer = (...call: unknown[]): Promise<Entry> => {
    world.asked.push(call)
    return world.fails ? Promise.reject(new RequestFailure('ALREADY_DELETED')) : Promise.resolve(entry(9))
  }
  const rest = {
    editMessage: (_room: string, seq: number, message: string) => answer('edit', seq, message),
    deleteMessage: (_room: string, seq: number) => answer('delete', seq),
  }
  const amending = new Amending(ROOM, { rest, onFault: (code) => world.faults.push(code) })
  return { world, amending }
}

describe('editing', () => {
  test('begins with what one said last and has not deleted', () => {
    const { amending } = harness()
    const said = [entry(1), entry(2), entry(3, { deleted: true }), entry(4, { sender: 'Tom' })]
    expect(amending.editLast(said, ME)).toBe(true)
    expect(amending.editing).toMatchObject({ seq: 2, message: 'message 2' })
  })

  test('does not begin where one has said nothing', () => {
    const { amending } = harness()
    const said = [entry(1, { sender: 'Tom' }), entry(2, { type: 'ENTER' })]
    expect(amending.editLast(said, ME)).toBe(false)
    expect(amending.editing).toBeNull()
  })

  test('asks the host, and is over when it has answered', async () => {
    const { world, amending } = harness()
    amending.editLast([entry(1)], ME)
    const saved = amending.save('new')
    expect([amending.busy, amending.editing?.seq]).toEqual([true, 1])
    await saved
    expect([amending.busy, amending.editing]).toEqual([false, null])
    expect(world.asked).toEqual([['edit', 1, 'new']])
  })

  test('without a change asks for nothing', async () => {
    const { world, amending } = harness()
    amending.editLast([entry(1)], ME)
    await amending.save('message 1')
    expect([amending.editing, world.asked]).toEqual([null, []])
  })

  test('that does not work says why, and goes on', async () => {
    const { world, amending } = harness()
    world.fails = true
    amending.editLast([entry(1)], ME)
    await amending.save('new')
    expect([world.faults, amending.editing?.seq, amending.busy]).toEqual([['ALREADY_DELETED'], 1, false])
  })
})

describe('deleting', () => {
  test('waits until it is confirmed, and ends an edit', async () => {
    const { world, amending } = harness()
    amending.editLast([entry(1)], ME)
    amending.deleting = amending.editing
    expect(world.asked).toEqual([])
    await amending.remove()
    expect([world.asked, amending.deleting, amending.editing]).toEqual([[['delete', 1]], null, null])
  })

  test('that was given up asks for nothing', async () => {
    const { world, amending } = harness()
    amending.deleting = entry(1)
    amending.cancel()
    await amending.remove()
    expect(world.asked).toEqual([])
  })
})
