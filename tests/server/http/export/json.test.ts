import { describe, expect, it } from 'vitest'
import type { RoomExport } from '../../../../protocol/rest.ts'
import { renderJson } from '../../../../server/http/export/json.ts'
import { span } from '../../../contracts/samples.ts'
import { allOf } from '../../../support/all-of.ts'
import { outage } from '../../../support/held-log.ts'
import { Random, seedFor } from '../../../support/random.ts'
import { roomOf } from '../../../support/room-of.ts'
import { NOON, exportedOf, nastyText, wholeOf } from './exported.ts'

const parsed = async (parts: AsyncIterable<string>) => JSON.parse(await wholeOf(parts)) as RoomExport

describe('a room as JSON', () => {
  it.each([
    { pages: [], seqs: [] },
    { pages: [[{}]], seqs: [1] },
    { pages: [[{}, {}], [{}]], seqs: [1, 2, 3] },
  ])('[EX1] has the entries $seqs, whatever pages they came in', async ({ pages, seqs }) => {
    const { entries, ...head } = await parsed(renderJson(exportedOf(pages, '우리 "집"')))
    expect(entries.map((entry) => entry.seq)).toEqual(seqs)
    expect(head).toEqual({
      format: 'sarangbang-room',
      version: 1,
      room: roomOf({ name: '우리 "집"', members: 1, createdAt: NOON }),
      epoch: 'e1',
      exportedAt: NOON,
    })
  })

  it('has each entry on a line of its own, letter for letter', async () => {
    const random = new Random(seedFor('nasty texts in JSON'))
    const texts = [...span(1, 300).map(() => nastyText(random)), 'half \ud83d of a pair']
    const page = texts.map((text) => ({ message: text, sender: text }))
    const whole = await wholeOf(renderJson(exportedOf([page])))
    const { entries } = JSON.parse(whole) as RoomExport
    expect(entries.map(({ message, sender }) => [message, sender])).toEqual(texts.map((text) => [text, text]))
    expect(whole.split('\n')).toHaveLength(texts.length + 3)
  })

  it('[EX3] is JSON with its last part, and not before', async () => {
    const parts = await allOf(renderJson(exportedOf([[{}], [{}]])))
    for (const end of span(0, parts.length - 1))
      expect(() => void JSON.parse(parts.slice(0, end).join(''))).toThrow(SyntaxError)
  })

  it('[EX3] fails with its pages', async () => {
    async function* failing() {
      yield []
      throw outage()
    }
    await expect(wholeOf(renderJson({ ...exportedOf([]), pages: failing() }))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})
