// The example clients, run against the real host as their reader would run them: each by itself, and two of them together.
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../protocol/limits.ts'
import { startHost, type HostProcess } from '../support/host-process.ts'
import { refusingProxy } from '../support/refusing-proxy.ts'
import { comeAsGuest } from '../support/rest-calls.ts'
import { JAVASCRIPT, PYTHON, ROOM, run, type Client } from './example-client.ts'

const is = (text: string) => (line: string) => line === text
const begins = (text: string) => (line: string) => line.startsWith(text)
const talk = (words: string) => (line: string) => line.startsWith('TALK ') && line.endsWith(` ${words}`)

/** The talks that a client has printed. */
const talksSeenBy = ({ lines }: Client) => lines.all.filter(begins('TALK '))

/** The talks that the host has kept, as a client prints them. */
async function talksKeptBy(host: HostProcess): Promise<string[]> {
  const reader = await comeAsGuest(host.http, '기록')
  const room = (await reader.rooms()).find(({ name }) => name === ROOM)
  const talks = (await reader.history(room?.roomId ?? '')).filter(({ type }) => type === 'TALK')
  return talks.map(({ seq, sender, message }) => `TALK ${seq} ${sender} ${message}`)
}

/** What one of them has said, in order. */
const wordsOf = (sender: string, talks: string[]) =>
  talks.filter((line) => line.split(' ')[2] === sender).map((line) => line.split(' ').slice(3).join(' '))

describe.each([JAVASCRIPT, PYTHON])('the client in $language', (program) => {
  it.skipIf(program.skipped)('makes a room, enters, talks, gets its receipts, takes its leave', async () => {
    const host = await startHost()
    const client = run(program, host, '철수')
    expect(await client.lines.next()).toBe('CONNECTED')
    await client.lines.until(is('ENTER 1 철수 '))
    client.type('안녕하세요', '말'.repeat(5_000), '네')
    await client.lines.until(is('KEPT 안녕하세요'))
    await client.lines.until(is('REFUSED TOO_LONG The message is longer than this server takes.'))
    await client.lines.until(is('KEPT 네'))
    expect(await client.end()).toBe(0)
    expect(await talksKeptBy(host)).toEqual(['TALK 2 철수 안녕하세요', 'TALK 3 철수 네'])
  })

  it.skipIf(program.skipped)('says what waits at the end of its input, and only then leaves', async () => {
    const host = await startHost()
    const client = run(program, host, '철수')
    client.type('하나', '둘', '셋')
    expect(await client.end()).toBe(0)
    expect(wordsOf('철수', await talksKeptBy(host))).toEqual(['하나', '둘', '셋'])
  })

  it.skipIf(program.skipped)('says everything, in order, also where the host finds it too fast', async () => {
    const host = await startHost('--limits', 'everyone')
    const client = run(program, host, '철수')
    const many = Array.from({ length: LIMITS.commandRate.burst + 50 }, (_, index) => `${index}`)
    client.type(...many)
    expect(await client.end()).toBe(0)
    expect(wordsOf('철수', await talksKeptBy(host))).toEqual(many)
  })

  it.skipIf(program.skipped)('listens later where the host cannot follow the room for a moment', async () => {
    const host = await startHost()
    const { http, asked } = await refusingProxy(host, /^\/topic\/rooms\/[^/]+$/)
    const client = run(program, { http }, '철수')
    await client.lines.until(is('REFUSED UNAVAILABLE The store does not answer; try again.'))
    client.type('들려요?')
    await client.lines.until(talk('들려요?'))
    expect(asked).toEqual({ refused: 1, passed: 1 })
    expect(await client.end()).toBe(0)
  })

  it.skipIf(program.skipped)('knows the password, or gives up', async () => {
    const host = await startHost('--password', '열려라')
    const right = run(program, host, '철수', { SARANGBANG_PASSWORD: '열려라' })
    expect(await right.lines.next()).toBe('CONNECTED')
    expect(await right.end()).toBe(0)
    const wrong = run(program, host, '도둑', { SARANGBANG_PASSWORD: '참깨' })
    expect(await wrong.end()).toBe(1)
    expect(wrong.lines.all).toEqual([])
  })
})

describe.each([JAVASCRIPT, PYTHON])('a client in JavaScript and one in $language', (program) => {
  it.skipIf(program.skipped)(
    'lose nothing and double nothing when the host dies and comes back',
    async () => {
      const host = await startHost()
      const { port } = host
      const one = run(JAVASCRIPT, host, '철수')
      // By then there is the room, which the other would make too.
      await one.lines.until(begins('ENTER'))
      const two = run(program, host, '영희')
      await two.lines.until(begins('ENTER'))
      const both = [one, two]

      // Some of these are kept before the host dies, some are not, and of some only the host knows.
      const many = Array.from({ length: 50 }, (_, index) => `${index}`)
      for (const client of both) client.type(...many)
      await Promise.all(both.map(({ lines }) => lines.until(begins('KEPT'))))
      await host.kill()
      await Promise.all(both.map(({ lines }) => lines.until(is('AWAY'))))
      for (const client of both) client.type('계세요?')
      await host.start(port)
      await Promise.all(both.map(({ lines }) => lines.until(is('KEPT 계세요?'))))
      one.type('끝')
      await Promise.all(both.map(({ lines }) => lines.until(talk('끝'))))

      const kept = await talksKeptBy(host)
      expect(wordsOf('철수', kept)).toEqual([...many, '계세요?', '끝'])
      expect(wordsOf('영희', kept)).toEqual([...many, '계세요?'])
      expect(talksSeenBy(one)).toEqual(kept)
      expect(talksSeenBy(two)).toEqual(kept)
      expect(await Promise.all(both.map((client) => client.end()))).toEqual([0, 0])
    },
  )
})
