// What every index in a file needs: to be made anew once where it is damaged, and to be rewritten after deletions, now and then.
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { IndexCare } from '../../../../../server/store/sqlite/search/index-care.ts'
import {
  openIndexFile,
  SEARCH_TABLES,
  UNNAMED,
} from '../../../../../server/store/sqlite/search/index-file.ts'

const damage = (): Error => new Sqlite.SqliteError('it is malformed', 'SQLITE_CORRUPT')

function caredFor() {
  const clock = { now: 0 }
  const cleaned: string[] = []
  const open = (name: string) => {
    const connection = openIndexFile(UNNAMED, SEARCH_TABLES)
    onTestFinished(() => void connection.close())
    return { name, connection, noteClean: () => void cleaned.push(name) }
  }
  const care = new IndexCare({
    open: () => open('first'),
    makeAnew: () => open('anew'),
    now: () => clock.now,
  })
  const cleanUp = (): void => {
    while (care.clean() === 'more');
  }
  return { care, clock, cleaned, cleanUp }
}

describe('an index that is found damaged', () => {
  it('is made anew, and what failed is done on the new one', () => {
    const { care } = caredFor()
    const before = care.index
    const answer = care.mending(({ name }) => {
      if (name === 'first') throw damage()
      return name
    })
    expect(answer).toBe('anew')
    expect(care.index.name).toBe('anew')
    expect(before.connection.open).toBe(false)
  })

  it('is made anew once only', () => {
    const { care } = caredFor()
    const failing = (): never => {
      throw damage()
    }
    expect(() => care.mending(failing)).toThrow('malformed')
    const { index } = care
    expect(() => care.mending(failing)).toThrow('malformed')
    expect(care.index).toBe(index)
    expect(index.connection.open).toBe(true)
  })

  it('is not made anew for what is no damage', () => {
    const { care } = caredFor()
    const full = new Sqlite.SqliteError('the disk is full', 'SQLITE_FULL')
    expect(() =>
      care.mending(() => {
        throw full
      }),
    ).toThrow(full)
    expect(care.index.name).toBe('first')
  })
})

describe('an index from which something was taken out', () => {
  it('is clean when it has been rewritten, and not again within a minute', () => {
    const { care, clock, cleaned, cleanUp } = caredFor()
    cleanUp()
    expect(cleaned).toEqual(['first'])
    clock.now += 59_999
    expect(care.clean()).toBe('idle')
    expect(cleaned).toHaveLength(1)
    clock.now += 1
    cleanUp()
    expect(cleaned).toEqual(['first', 'first'])
  })

  it('is rewritten from the beginning where more was taken out meanwhile', () => {
    const { care, cleaned, cleanUp } = caredFor()
    const { connection } = care.index
    const say = connection.prepare(`INSERT INTO said (rowid, pairs) VALUES (?, 'ab cd')`)
    const merged = vi.spyOn(connection, 'exec')
    // Two segments, so that the first step is not the last.
    say.run(1)
    say.run(2)
    expect(care.clean()).toBe('more')
    care.soiled()
    cleanUp()
    const isBeginning = merged.mock.calls.map(([sql]) => sql.includes(`'merge', -`))
    expect(isBeginning.slice(0, 2)).toEqual([true, true])
    expect(isBeginning.slice(2)).not.toContain(true)
    expect(cleaned).toEqual(['first'])
  })

  it('that was damaged meanwhile is cleaned as a new one', () => {
    const { care, cleaned, cleanUp } = caredFor()
    care.index.connection.prepare(`INSERT INTO said (rowid, pairs) VALUES (1, 'ab')`).run()
    care.index.connection.prepare(`INSERT INTO said (rowid, pairs) VALUES (2, 'ab')`).run()
    expect(care.clean()).toBe('more')
    care.mending(({ name }) => {
      if (name === 'first') throw damage()
    })
    cleanUp()
    expect(cleaned).toEqual(['anew'])
  })
})
