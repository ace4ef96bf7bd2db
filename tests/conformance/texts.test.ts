// Every strange text in every place that takes one: what becomes of it is what docs/protocol.md says. It prints the table.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import { person } from './people.ts'
import { PLACES, type Became, type Desk } from './texts/places.ts'
import { SAMPLES } from './texts/texts.ts'

const [, section = ''] = readFileSync(join(import.meta.dirname, '../../docs/protocol.md'), 'utf8').split(
  '## Texts\n',
)

const host = hostForAll('--log-level', 'fatal')
const table = new Map<string, string[]>()
let desk: Desk

beforeAll(async () => {
  const { rest, stomp } = await person(host(), '적는 이')
  const { roomId } = await rest.createRoom('글방')
  await stomp.enter(roomId)
  await stomp.talk(roomId, '처음')
  await stomp.disconnect()
  desk = { http: host().http, ws: host().ws, rest, roomId, seq: 2 }
})

describe('a text', () => {
  it.each(SAMPLES)('$name', async ({ name, of }) => {
    const cells: string[] = []
    for (const { limit, write } of PLACES) {
      const text = of(limit)
      cells.push(inWords(await write(desk, text), text))
    }
    table.set(name, cells)
    expect(rowOf(name)).toEqual(cells)
  })
})

afterAll(() => {
  const head = ['text', ...PLACES.map(({ name }) => name)]
  const rows = [...table].map(([name, cells]) => [name, ...cells])
  for (const row of [head, head.map(() => '---'), ...rows]) process.stdout.write(`| ${row.join(' | ')} |\n`)
})

function inWords(became: Became, text: string): string {
  if ('code' in became) return became.code
  if (became.kept === null) return 'taken'
  return became.kept === text ? 'as it is' : 'made ready'
}

/** The cells of the table behind this name. */
function rowOf(name: string): string[] {
  const line = section.split('\n').find((each) => each.startsWith(`| ${name} `)) ?? ''
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim())
}
