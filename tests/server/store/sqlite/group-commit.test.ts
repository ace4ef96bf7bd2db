// How writes are batched: by turn of the event loop, in order, all of a batch or nothing.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { GroupCommit } from '../../../../server/store/sqlite/group-commit.ts'

const BUSY = new Error('busy')
const RETRY = { passes: (error: unknown) => error === BUSY, pause: 0, retries: 3 }

/** A group commit that doubles numbers and remembers its batches. The first `busy` tries fail in a way that passes. */
function doubling({ busy = 0, restAfter = (_size: number): number => 0 } = {}) {
  const batches: number[][] = []
  const commit = (batch: readonly number[]) => {
    batches.push([...batch])
    if (batches.length <= busy) throw BUSY
    if (batch.includes(13)) throw new Error('unlucky')
    return batch.map((work) => work * 2)
  }
  return { batches, group: new GroupCommit<number, number>(commit, RETRY, restAfter) }
}

afterEach(() => void vi.useRealTimers())

describe('GroupCommit', () => {
  it('does the work of one turn in one batch, in order', async () => {
    const { batches, group } = doubling()
    expect(await Promise.all([3, 1, 2].map((work) => group.add(work)))).toEqual([6, 2, 4])
    expect(await group.add(5)).toBe(10)
    expect(batches).toEqual([[3, 1, 2], [5]])
  })

  it('does nothing within the call', async () => {
    const { batches, group } = doubling()
    const added = group.add(1)
    expect(batches).toEqual([])
    await added
  })

  it('lets other things happen between large batches', async () => {
    const { batches, group } = doubling()
    const added = Promise.all(Array.from({ length: 1_100 }, (_, work) => group.add(work + 1_000)))
    let turnsBetween = 0
    setImmediate(() => (turnsBetween = batches.length))
    expect(await added).toHaveLength(1_100)
    expect(batches.map((batch) => batch.length)).toEqual([512, 512, 76])
    expect(turnsBetween).toBe(1)
  })

  it('never parts what is added together, and leaves the rest as it is', async () => {
    const { batches, group } = doubling()
    const added: Promise<number>[] = []
    const add = (from: number, count: number): void => {
      for (let work = from; work < from + count; work += 1) added.push(group.add(work))
    }
    add(1_000, 400)
    group.together(() => add(2_000, 600))
    add(3_000, 10)
    group.together(() => add(4_000, 2))
    await Promise.all(added)
    expect(batches.map((batch) => batch.length)).toEqual([1_000, 12])
  })

  it('gathers what comes while it rests after a batch', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    const { batches, group } = doubling({ restAfter: (size) => size * 2 })
    await Promise.all([1, 2].map((work) => group.add(work)))
    const gathered = [group.add(3)]
    await vi.advanceTimersByTimeAsync(3)
    gathered.push(group.add(4))
    expect(batches).toEqual([[1, 2]])
    await vi.advanceTimersByTimeAsync(1)
    expect(await Promise.all(gathered)).toEqual([6, 8])
    await vi.advanceTimersByTimeAsync(100)
    expect(await group.add(5)).toBe(10)
    expect(batches).toEqual([[1, 2], [3, 4], [5]])
  })

  it('rejects all of a batch that fails, and goes on with the next', async () => {
    const { group } = doubling()
    const outcomes = await Promise.allSettled([1, 13, 2].map((work) => group.add(work)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await group.add(4)).toBe(8)
  })

  it('does all that waits when it is flushed', async () => {
    const { batches, group } = doubling()
    const added = Array.from({ length: 600 }, (_, work) => group.add(work + 1_000))
    group.flush()
    expect(batches.map((batch) => batch.length)).toEqual([512, 88])
    expect(await Promise.all(added)).toHaveLength(600)
  })

  it('does what is added during a batch in a later one', async () => {
    const added: Promise<string>[] = []
    const group: GroupCommit<string, string> = new GroupCommit((batch) => {
      if (batch.includes('first')) added.push(group.add('second'))
      return batch
    }, RETRY)
    expect(await group.add('first')).toBe('first')
    expect(await Promise.all(added)).toEqual(['second'])
  })

  it('tries a batch again, with what was added meanwhile after it', async () => {
    const { batches, group } = doubling({ busy: 2 })
    const first = [group.add(1), group.add(2)]
    await new Promise(setImmediate)
    const second = group.add(3)
    expect(await Promise.all([...first, second])).toEqual([2, 4, 6])
    expect(batches.map(([head, next]) => [head, next])).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ])
    expect(batches.at(-1)).toEqual([1, 2, 3])
  })

  it('gives up after so many tries, and has one for whatever comes next, until one succeeds', async () => {
    const { batches, group } = doubling({ busy: 5 })
    await expect(group.add(1)).rejects.toBe(BUSY)
    expect(batches).toHaveLength(4)
    await expect(group.add(2)).rejects.toBe(BUSY)
    expect(await group.add(3)).toBe(6)
    expect(batches.map(([work]) => work)).toEqual([1, 1, 1, 1, 2, 3])
  })

  it('tries again at once when it is flushed', async () => {
    const { batches, group } = doubling({ busy: 2 })
    const added = group.add(1)
    group.flush()
    expect(batches).toHaveLength(3)
    expect(await added).toBe(2)
  })
})
