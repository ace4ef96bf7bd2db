// A node's index: what it takes of logs that go on, are trimmed, or are no more.
import { describe, expect, it } from 'vitest'
import { headOf } from '../../../../../server/store/log-heads-of.ts'
import { deletion, edit } from '../../../../contracts/room-log-amend.contract.ts'
import { room, span, talk } from '../../../../contracts/samples.ts'
import { A, isInFiles, node, pageOf, settle } from './node.ts'

describe('a log that goes on', () => {
  it('[SR10] is taken up from where the index has it, also after a restart', async () => {
    const { open, say, told } = node()
    await say('1', '대화')
    expect(await open().found('대화')).toEqual([1])
    await say('2', '대화')
    const again = open()
    expect(await again.found('대화')).toEqual([2, 1])
    expect(told).toEqual([])
  })

  it('[SR10] is not taken from a page that does not follow, nor twice from one that comes again', async () => {
    const { log, open, say } = node()
    for (const n of span(1, 6)) await say(`${n}`, '대화')
    const { here, found } = open()
    const early = await pageOf(log, 0, { limit: 3 })
    const late = await pageOf(log, 4)
    expect(await here.take([late])).toMatchObject([{ last: 0 }])
    expect(await here.take([early])).toMatchObject([{ last: 3 }])
    expect(await here.take([late])).toMatchObject([{ last: 3 }])
    expect(await here.take([early])).toMatchObject([{ last: 3 }])
    expect(await found('대화')).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('[SR2] has its edits and deletions taken with it, of what is in the index already and of what comes with them', async () => {
    const { log, open, say } = node()
    const { found } = open()
    await say('1', '하나')
    await say('2', '하나')
    expect(await found('하나')).toEqual([2, 1])
    for (const [nonce, of, text] of [
      ['e1', 1, '둘'],
      ['e2', 1, '셋'],
      ['e3', 2, '넷'],
    ] as const)
      await log.append(A, edit(nonce, of, text))
    await log.append(A, deletion('d1', 2))
    await say('3', '다섯')
    await log.append(A, edit('e4', 7, '여섯'))
    const texts = ['하나', '둘', '셋', '넷', '다섯', '여섯']
    expect(await Promise.all(texts.map(found))).toEqual([[], [], [1], [], [], [7]])
  })

  it('[SR9] takes what was edited and deleted out of the files, at the latest a minute after the last time', async () => {
    const { log, open, say, file, clock } = node()
    const it = open()
    for (const n of span(1, 300)) await say(`${n}`, n % 3 === 0 ? '뷁쉛' : '다른')
    await it.found('말')
    settle(it)
    expect(isInFiles(file, '뷁쉛')).toBe(true)
    for (const n of span(1, 100))
      await log.append(A, n % 2 === 0 ? deletion(`d${n}`, 3 * n) : edit(`e${n}`, 3 * n, '쀍쒧'))
    await it.found('말')
    settle(it)
    expect([isInFiles(file, '뷁쉛'), isInFiles(file, '쀍쒧')]).toEqual([false, true])
    await log.append(A, deletion('d', 3))
    for (const n of span(1, 50)) await log.append(A, deletion(`x${n}`, 6 * n - 3))
    await it.found('말')
    const again = open()
    settle(again)
    again.replica.turn()
    clock.now += 60_000
    settle(again)
    expect(isInFiles(file, '쀍쒧')).toBe(false)
  })
})

describe('a log that was trimmed', () => {
  it('[SR2] [SR9] is found from where it begins, and the rest leaves the files', async () => {
    const { log, open, say, file, clock } = node()
    const it = open()
    for (const n of span(1, 2_000)) await say(`${n}`, n <= 1_990 ? '뷁쉛' : '다른 말')
    expect(await it.found('뷁쉛')).toHaveLength(50)
    await log.trim(A, { entries: 5, since: null }, 5_000)
    expect([await it.found('뷁쉛'), await it.found('다른')]).toEqual([[], span(1_996, 2_000).toReversed()])
    clock.now += 60_000
    settle(it)
    expect(isInFiles(file, '뷁쉛')).toBe(false)
    expect(await it.found('다른')).toEqual(span(1_996, 2_000).toReversed())
    expect(it.replica.turn()).toBe('idle')
  })

  it('[SR2] past where the index has it is taken from its beginning', async () => {
    const { log, open, say } = node()
    const { found } = open()
    for (const n of span(1, 10)) await say(`${n}`, '말')
    await found('말')
    for (const n of span(11, 30)) await say(`${n}`, '말')
    await log.trim(A, { entries: 3, since: null }, 100)
    expect(await found('말')).toEqual([30, 29, 28])
  })

  it('[SR2] that has never been in the index, too, and one of which nothing is an entry for the search', async () => {
    const { log, open, say } = node()
    for (const n of span(1, 9)) await say(`${n}`, '말')
    await log.append(A, deletion('d', 9))
    await log.trim(A, { entries: 2, since: null }, 100)
    expect(await open().found('말')).toEqual([])
    await log.trim(A, { entries: 1, since: null }, 100)
    expect(await open().found('말')).toEqual([])
  })
})

describe('keepOnly', () => {
  it('[SR9] lets go of the rooms of a stretch that are not named', async () => {
    const { log, open } = node()
    for (const id of ['a', 'b', 'c', 'd']) await log.append(room(id), talk('n', { message: '말' }))
    const { replica, here, catchingUp } = open()
    const rooms = ['a', 'b', 'c', 'd'].map(room)
    const left = async () => {
      const heads = await Promise.all(rooms.map((id) => headOf(log, id)))
      const missing = replica.compare(heads, false).map(({ head }) => head.roomId)
      return rooms.filter((id) => !missing.includes(id)).join('')
    }
    await catchingUp.upTo(rooms)
    await here.keepOnly({ after: A, through: room('c') }, [room('b')])
    expect(await left()).toBe('abd')
    await here.keepOnly({ after: room('c'), through: null }, [])
    expect(await left()).toBe('ab')
    await here.keepOnly({ after: null, through: A }, [A])
    expect(await left()).toBe('ab')
  })
})
