// A node's index that is good for nothing: it is made anew, and whoever runs the node is told why.
import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { span } from '../../../../contracts/samples.ts'
import { node } from './node.ts'

const NEVER = 'nothing'

describe('[SR13] an index that cannot be used is made anew', () => {
  const DAMAGED = 'it is damaged'

  it.each<[string, string, (file: string) => void]>([
    ['is no database', DAMAGED, (file) => writeFileSync(file, 'This is no database. '.repeat(500))],
    ['lost its end', DAMAGED, (file) => truncateSync(file, 8_192 * 3)],
    [
      'is of another version',
      'another version of this program has written it',
      (file) => {
        const connection = new Sqlite(file)
        connection.exec('DROP TABLE said; DROP TABLE places; PRAGMA user_version = 99')
        connection.close()
      },
    ],
    ['is of another host', 'it is of another host', () => undefined],
    ['is not there', NEVER, (file) => truncateSync(file, 0)],
  ])('where it %s', async (_what, why, spoil) => {
    const { open, close, say, file, told } = node()
    for (const n of span(1, 300)) await say(`${n}`, `대화 ${n}`)
    await open('first').found('대화')
    close()
    spoil(file)
    const { found } = open(why === 'it is of another host' ? 'second' : 'first')
    expect(await found('대화')).toEqual(span(251, 300).toReversed())
    expect(told).toEqual(why === NEVER ? [] : [`The search index is thrown away: ${why}.`])
  })

  it('where it is found damaged when it is used', async () => {
    const { open, close, say, file, told } = node()
    for (const n of span(1, 300)) await say(`${n}`, `대화 ${n}`)
    await open().found('대화')
    close()
    const tables = new Sqlite(file)
    const page = tables.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'places'").pluck().get()
    tables.close()
    const descriptor = openSync(file, 'r+')
    writeSync(descriptor, Buffer.alloc(8_192, 0xaa), 0, 8_192, 8_192 * (Number(page) - 1))
    closeSync(descriptor)
    const { found } = open()
    expect(told).toEqual([])
    // It has nothing then: whoever searches brings it up to date once more.
    expect(await found('300')).toBeUndefined()
    expect(await found('300')).toEqual([300])
    expect(told).toEqual([`The search index is thrown away: ${DAMAGED}.`])
  })
})
