// What every SearchIndex does, over the log that it belongs to.
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../protocol/ids.ts'
import { wordsOf } from '../../server/store/folded-text.ts'
import type { RoomLog } from '../../server/store/room-log.ts'
import type { SearchIndex } from '../../server/store/search-index.ts'
import { room, span, talk } from './samples.ts'

/** A log with its index, both empty and the running test's own. */
export type OpenSearch = () => Promise<{ log: RoomLog; search: SearchIndex }>

export function searchIndexContract(adapter: string, open: OpenSearch): void {
  describe(`SearchIndex in ${adapter}`, () => {
    const ROOMS = [room('a'), room('b'), room('c')]

    /** Texts that are said, the odd ones in room a, the others in b; and how to ask which are found. */
    async function said(...texts: string[]) {
      const { log, search } = await open()
      for (const [index, message] of texts.entries())
        await log.append(index % 2 === 0 ? room('a') : room('b'), talk(`n${index}`, { message }))
      const page = (query: string, { rooms = ROOMS, limit = 100, cursor = null as string | null } = {}) =>
        search.find({ words: wordsOf(query), rooms, limit, cursor })
      const texting = async ({ roomId, seq }: { roomId: RoomId; seq: number }) =>
        texts[2 * (seq - 1) + (roomId === room('a') ? 0 : 1)]
      const found = async (...asked: Parameters<typeof page>) =>
        Promise.all((await page(...asked)).places.map(texting))
      return { log, search, page, found, texting }
    }

    it.each([
      ['대화', '그대화가 좋다'],
      ['화', '그대화가 좋다'],
      ['가', '그대화가 좋다'],
      ['그', '그대화가 좋다'],
      ['다', '그대화가 좋다'],
      ['그대화가', '그대화가 좋다'],
      ['HELLO', 'Othello, hello'],
      ['ell', 'Othello'],
      ['straße', 'STRASSE'],
      ['σοφός', 'ΣΟΦΌΣ'],
      ['3.14', '파이는 3.14159'],
      ['"', 'he said "yes"'],
      ["it's*", "I think it's*"],
      ['AND OR NOT', 'this and that or nothing'],
      ['👨‍👩‍👧', '우리 👨‍👩‍👧 가족'],
      ['👧', '우리 👨‍👩‍👧 가족'],
      ['😀😀', '하하😀😀😀'],
      ['é', 'caf\u00e9'],
      ['좋다 그대', '그대화가 좋다'],
      ['\u{20000}\u{20001}', '한자 \u{20000}\u{20001}\u{20002}'],
      ['_a-b\\c', 'X_A-B\\C'],
      ['a'.repeat(64), `b${'A'.repeat(64)}b`],
    ])('[SR1] finds %j in %j', async (query, text) => {
      const { found } = await said(text)
      expect(await found(query)).toEqual([text])
    })

    it.each([
      ['대화', '대 화'],
      ['대화', '화대'],
      ['abc', 'ab bc'],
      ['좋다 싫다', '그대화가 좋다'],
      ['e', 'caf\u00e9'],
      ['👨‍👩‍👧', '👨‍👩'],
      ['log', 'a room'],
      ['1', 'one'],
      ['ab', 'a\tb'],
    ])('[SR1] does not find %j in %j', async (query, text) => {
      const { found } = await said(text)
      expect(await found(query)).toEqual([])
    })

    it('[SR1] finds no notice', async () => {
      const { log, found } = await said('사랑방')
      await log.append(room('a'), { ...talk('enter:1', { message: '사랑방' }), type: 'ENTER' })
      expect(await found('사랑방')).toEqual(['사랑방'])
    })

    it('[SR2] finds at once what is kept', async () => {
      const { log, page } = await said()
      for (const n of span(1, 20)) {
        const { entry } = await log.append(room('a'), talk(`n${n}`, { message: `말 ${n}번째` }))
        expect((await page(`${n}번째`)).places).toContainEqual({ roomId: 'a', seq: entry.seq })
      }
    })

    it('[SR3] finds in the rooms that are named, and in none where none is', async () => {
      const { found } = await said('말 하나', '말 둘', '말 셋')
      expect(await found('말', { rooms: [room('b')] })).toEqual(['말 둘'])
      expect(await found('말', { rooms: [room('a'), room('none')] })).toEqual(['말 셋', '말 하나'])
      expect(await found('말', { rooms: [room('c')] })).toEqual([])
      expect(await found('말', { rooms: [] })).toEqual([])
    })

    it('[SR3] does so with more rooms than can be asked for at once', async () => {
      const { log, search } = await open()
      const ids = span(1, 100).map((n) => room(`r${n}`))
      for (const id of ids) await log.append(id, talk('n', { message: `여기는 ${id}` }))
      const rooms = ids.filter((_, index) => index % 2 === 0)
      const { places } = await search.find({ words: wordsOf('여기'), rooms, cursor: null, limit: 100 })
      expect(places.map(({ roomId }) => roomId)).toEqual(rooms.toReversed())
    })

    it('[SR4] answers newest first, page by page, and the same while more is said', async () => {
      const texts = span(1, 25).map((n) => `말 ${n}`)
      const { log, page, texting } = await said(...texts)
      const heard: unknown[] = []
      let cursor: string | null = null
      do {
        const { places, next } = await page('말', { limit: 10, cursor })
        heard.push(...(await Promise.all(places.map(texting))))
        await log.append(room('c'), talk(`later ${heard.length}`, { message: '말 나중에' }))
        cursor = next
      } while (cursor !== null)
      expect(heard).toEqual(texts.toReversed())
    })

    it('[SR4] has no next page where the last is full', async () => {
      const { page } = await said(...span(1, 10).map((n) => `말 ${n}`))
      expect(await page('말', { limit: 10 })).toMatchObject({ next: null })
      expect(await page('말', { limit: 9 })).toMatchObject({ next: expect.any(String) as string })
    })

    it.each(['', 'x', '-1', '1e3', '99999999999999999999', 'a'.repeat(1_000)])(
      '[SR4] refuses %j, which is no cursor',
      async (cursor) => {
        const { page } = await said('말')
        await expect(page('말', { cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      },
    )
  })
}
