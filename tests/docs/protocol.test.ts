// docs/protocol.md says what the code says: its tables are read and compared.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APP, RELAY, TOPIC } from '../../protocol/destinations.ts'
import { ERROR_CODES, ERRORS, type ErrorCode } from '../../protocol/errors.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { TOKEN_LIFE } from '../../server/auth/tokens.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const document = read('docs/protocol.md')

/** The rows of the table whose first column has this title, each as its cells. The first cell is without its backquotes. */
function table(title: string): string[][] {
  const lines = document.split('\n')
  const start = lines.findIndex((line) => cellsOf(line)[0] === title)
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'))
  return lines.slice(start + 2, start + length).map(cellsOf)
}

const cellsOf = (line: string) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'))

describe('the table of codes', () => {
  it('has a row for each code, with its close code, its status, and whether to try again', () => {
    const written = table('code').map(([code, , close, status, again]) => [code, close, status, again])
    const rows = ERROR_CODES.map((code) => {
      const { close, status, retry } = ERRORS[code]
      return [code, String(close), String(status), retry ? 'yes' : 'no']
    })
    expect(written.toSorted()).toEqual(rows.toSorted())
  })

  it('says of each how it comes, and what to do', () => {
    for (const [, comesAs, , , , whatToDo] of table('code')) {
      expect(comesAs).toMatch(/^(E|R|H|E R|E H|R H|E R H)$/)
      expect(whatToDo).not.toBe('')
    }
  })
})

describe('the table of limits', () => {
  const NOT_THE_CLIENTS = ['hostNameLength']

  it('has a row for each limit that a client can meet, with its value', () => {
    const rows = Object.entries(LIMITS).filter(([name]) => !NOT_THE_CLIENTS.includes(name))
    const written = table('limit').map(([name, value]) => [name, value])
    expect(written.toSorted()).toEqual(rows.map(([name, value]) => [name, inWords(value)]).toSorted())
  })

  function inWords(value: (typeof LIMITS)[keyof typeof LIMITS]): string {
    if (typeof value === 'number') return value.toLocaleString('en-US')
    return `${value.perSecond.toLocaleString('en-US')}/s, ${value.burst.toLocaleString('en-US')} at once`
  }
})

it.each([...Object.values(APP), ...Object.values(TOPIC), ...Object.values(RELAY)])(
  'the destination %s stands in it',
  (destination) => {
    expect(document).toContain(`| \`${destination}\` `)
  },
)

it('tells how long tokens last', () => {
  const [minutes, days] = [TOKEN_LIFE.access / 60_000, TOKEN_LIFE.refresh / 86_400_000]
  const sentence = `A token lasts ${minutes} minutes and a refresh token ${days} days.`
  expect(document.replace(/\s+/g, ' ')).toContain(sentence)
})

it('names no code that there is not', () => {
  const names = document.match(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g) ?? []
  const rooms = ['ROOM_CREATED', 'ROOM_COUNT', 'ROOM_ADDED', 'ROOM_CHANGED', 'ROOM_GONE']
  const others = ['CAUGHT_UP', ...rooms]
  const unknown = names.filter((name) => !others.includes(name) && !ERROR_CODES.includes(name as ErrorCode))
  expect(unknown).toEqual([])
})

it('every link to a heading leads to one', () => {
  const headings = (document.match(/^#+ .*$/gm) ?? []).map(
    (line) => `#${line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')}`,
  )
  for (const [, anchor] of document.matchAll(/\]\((#[^)]*)\)/g)) expect(headings).toContain(anchor)
})

describe.each(['examples/javascript/refused.mjs', 'examples/python/refused.py'])('%s', (file) => {
  it('tries again after the codes after which that may help, and no others', () => {
    const list = /PASSING = [[{]([^\]}]*)[\]}]/.exec(read(file))?.[1] ?? ''
    const codes = (list.match(/[A-Z_]+/g) ?? []).toSorted()
    expect(codes).toEqual(ERROR_CODES.filter((code) => ERRORS[code].retry).toSorted())
  })
})
