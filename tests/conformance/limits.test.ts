// Every limit: what comes at the limit and what comes one past it, tried on a running host, or where else that is proved.
// At the end it prints the table.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../protocol/limits.ts'
import { hostForAll } from '../support/host-process.ts'
import type { Door, Limit } from './limits/limit.ts'
import { TABLE } from './limits/table.ts'
import { person } from './people.ts'

const TESTS = join(import.meta.dirname, '..')

const host = hostForAll('--log-level', 'fatal')
let door: Door

beforeAll(async () => {
  const { rest, stomp } = await person(host(), '한계')
  const { roomId } = await rest.createRoom('한계')
  await stomp.enter(roomId)
  door = { http: host().http, ws: host().ws, token: rest.token, roomId }
})

const ROWS = Object.entries(TABLE) as [keyof typeof LIMITS, Limit][]
const seen = new Map<string, string>()

describe('each limit', () => {
  it.each(ROWS)('%s', async (name, limit) => {
    if ('probe' in limit) {
      const amount = Number(LIMITS[name])
      const outcomes = [await limit.probe(door, amount), await limit.probe(door, amount + 1)]
      seen.set(name, `at it ${outcomes[0]}, one past it ${outcomes[1]}`)
      expect(outcomes).toEqual([limit.at, limit.past])
    } else if ('test' in limit) {
      seen.set(name, `tests/${limit.test}: ${limit.rule}`)
      expect(readFileSync(join(TESTS, limit.test), 'utf8').includes(limit.rule)).toBe(true)
    } else {
      seen.set(name, `reached by no peer: ${limit.own}`)
    }
  })

  it('has a row', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(LIMITS).toSorted())
  })
})

afterAll(() => {
  const lines = ROWS.map(
    ([name]) => `| ${name} | ${JSON.stringify(LIMITS[name])} | ${seen.get(name) ?? ''} |`,
  )
  process.stdout.write(`| limit | is | outcome |\n| --- | --- | --- |\n${lines.join('\n')}\n`)
})
