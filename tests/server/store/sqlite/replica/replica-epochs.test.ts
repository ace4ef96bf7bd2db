// A node's index over logs that begin anew: what of it is kept, and that nothing is found that is not there.
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Epoch } from '../../../../../protocol/ids.ts'
import { headOf } from '../../../../../server/store/log-heads-of.ts'
import { edit } from '../../../../contracts/room-log-amend.contract.ts'
import { seq, span } from '../../../../contracts/samples.ts'
import { A, isInFiles, node, pageOf, settle } from './node.ts'

describe('a log that begins a new epoch', () => {
  /** A node that has two messages, and knows that there was nothing else. */
  async function twoSaid() {
    const it = node()
    for (const nonce of ['1', '2']) await it.say(nonce, '대화')
    const opened = it.open()
    await opened.found('대화')
    await opened.catchingUp.compare([A])
    const rows = () => it.log.now.read(A, { after: seq(0), limit: 9 })
    return { ...it, ...opened, rows }
  }
  /** What of it the index would not have to read again. */
  const kept = async ({ log, replica }: Awaited<ReturnType<typeof twoSaid>>) => {
    const [lag] = replica.compare([await headOf(log, A)], false)
    return lag?.standing
  }

  it('[SR11] is not read again where it is the same', async () => {
    const it = await twoSaid()
    it.log.tellSo()
    const reads: string[] = []
    it.log.way = (asked) => void reads.push(asked)
    expect(await it.found('대화')).toEqual([2, 1])
    // There and back: where it stands, where it stands indeed, and its last entry.
    expect(reads.filter((asked) => asked === 'read')).toHaveLength(2)
    it.log.tellSo()
    await it.say('3', '대화')
    expect(await it.found('대화')).toEqual([3, 2, 1])
  })

  it.each([
    ['has lost its end', 1, []],
    ['has lost its end, and another one has come', 1, ['새 말']],
    ['has lost its end, and more has come', 1, ['새 말', '새 말']],
    ['has lost everything', 0, []],
    ['has lost everything, and more has come', 0, ['새 말', '새 말', '대화']],
  ])('[SR11] is made anew where it %s', async (_what, left, texts) => {
    const it = await twoSaid()
    await it.log.loseAfter(left)
    for (const [index, text] of texts.entries()) await it.say(`later ${index}`, text)
    const expected = (await it.rows()).toReversed()
    const seqsOf = (text: string) =>
      expected.filter(({ message }) => message === text).map((entry) => entry.seq)
    expect([await it.found('대화'), await it.found('새')]).toEqual([seqsOf('대화'), seqsOf('새 말')])
  })

  it('[SR11] is made anew where an edit may be lost that the index has heard of', async () => {
    const it = node()
    await it.say('1', '대화')
    await it.say('2', '말')
    const { here, found } = it.open()
    const head = await headOf(it.log, A)
    await it.log.append(A, edit('e', 1, '사람'))
    // The text of then, although the edit itself has not been read.
    await here.take([
      { head, fresh: true, after: seq(0), entries: await it.log.read(A, { after: seq(0), limit: 2 }) },
    ])
    await it.log.loseAfter(2)
    expect([await found('사람'), await found('대화')]).toEqual([[], [1]])
  })

  it('[SR11] has no edit to fear where nothing had come after what was read', async () => {
    const it = await twoSaid()
    it.log.tellSo()
    expect(await kept(it)).toMatchObject({ last: 2 })
    expect(await it.here.take([await pageOf(it.log, 1)])).toMatchObject([{ epoch: 'life-2', last: 2 }])
    // Of the new epoch nobody has seen yet that there is no more.
    it.log.tellSo()
    expect(await it.here.take([await pageOf(it.log, 1)])).toMatchObject([{ epoch: 'life-3', last: 0 }])
  })

  it('[SR11] is left where only an old head tells so', async () => {
    const it = await twoSaid()
    const { head, ...page } = await pageOf(it.log, 1, { fresh: false })
    for (const old of [
      { ...head, epoch: 'life-0' as Epoch },
      { ...head, last: seq(1) },
    ])
      expect(await it.here.take([{ ...page, head: old }])).toEqual([{ epoch: 'life-1', first: 1, last: 2 }])
  })

  it('[SR11] has to be taken before anything is found in it', async () => {
    const it = await twoSaid()
    const before = await headOf(it.log, A)
    const request = { words: ['대화'], cursor: null, limit: 9 }
    expect(await it.here.find(request, [before])).toMatchObject({ places: [{ seq: 2 }, { seq: 1 }] })
    it.log.tellSo()
    expect(await it.here.find(request, [await headOf(it.log, A)])).toBeNull()
    expect(await it.here.find(request, [{ ...before, last: seq(3) }])).toBeNull()
  })

  it('[SR11] that is shorter than it was is made anew even if nobody said so', async () => {
    const it = await twoSaid()
    await it.log.loseAfter(1, { toldSo: false })
    expect(await it.found('대화')).toEqual([1])
    await it.log.loseAfter(0, { toldSo: false })
    expect(await it.found('대화')).toEqual([])
  })

  it('[SR11] [SR9] leaves nothing of what it was in the files', async () => {
    const it = node()
    for (const n of span(1, 1_500)) await it.say(`${n}`, '뷁쉛')
    const opened = it.open()
    await opened.found('말')
    await it.log.loseAfter(0)
    await it.say('1', '다른 말')
    expect(await opened.found('말')).toEqual([1])
    settle(opened)
    expect(isInFiles(it.file, '뷁쉛')).toBe(false)
    const tables = new Sqlite(it.file)
    onTestFinished(() => void tables.close())
    expect(
      tables.prepare('SELECT (SELECT count(*) FROM logs), (SELECT count(*) FROM places)').raw().get(),
    ).toEqual([1, 1])
  })
})
