// What the program's log tells, and what never stands in it.
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../protocol/errors.ts'
import { createLogger } from '../../server/log.ts'
import { StoreAway } from '../../server/store/store-away.ts'

function written(fields: object): string {
  const lines: string[] = []
  createLogger('info', { write: (line) => lines.push(line) }).info(fields)
  return lines.join('')
}

describe('the log', () => {
  it('strikes out secrets that are logged by name', () => {
    const headers = { authorization: 'abc', 'host-password': 'abc', passcode: 'abc' }
    const body = { password: 'abc', hostPassword: 'abc', passwordHash: 'abc' }
    const line = written({ token: 'abc', headers, body })
    expect(line).not.toContain('abc')
  })

  it('tells a request by its method, path and sender alone', () => {
    const req = { method: 'GET', url: '/api/rooms?q=secret', ip: '10.0.0.1', headers: { cookie: 'secret' } }
    const { req: told } = JSON.parse(written({ req })) as { req: unknown }
    expect(told).toEqual({ method: 'GET', path: '/api/rooms', ip: '10.0.0.1' })
  })

  it('tells an error with what caused it', () => {
    const err = new Error('unavailable', { cause: new Error('disk is full') })
    expect(written({ err })).toContain('disk is full')
  })

  it('[RS15] tells nothing of what the outage of a store explains, but at debug', () => {
    const lines: string[] = []
    const destination = { write: (line: string) => lines.push(line) }
    const err = new StoreAway(new Error('nobody answers'))
    createLogger('info', destination).error({ err }, 'a command failed')
    createLogger('info', destination).child({ of: 'a request' }).error({ err }, 'a request failed')
    expect(lines).toEqual([])
    createLogger('info', destination).fatal({ err }, 'it cannot start')
    createLogger('debug', destination).error({ err }, 'a command failed')
    createLogger('info', destination).error({ err: new Refusal('UNAVAILABLE') }, 'the disk is full')
    const told = lines.map((line) => JSON.parse(line) as { level: number; msg: string })
    expect(told.map(({ level, msg }) => [level, msg])).toEqual([
      [60, 'it cannot start'],
      [20, 'a command failed'],
      [50, 'the disk is full'],
    ])
  })

  it('leaves out what is below its level', () => {
    const lines: string[] = []
    createLogger('warn', { write: (line) => lines.push(line) }).info('quiet')
    expect(lines).toEqual([])
  })
})
