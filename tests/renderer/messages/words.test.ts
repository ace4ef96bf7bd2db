import { describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../../protocol/errors.ts'
import { en } from '../../../renderer/messages/en.ts'
import { faultWords } from '../../../renderer/messages/faults.ts'
import { ko } from '../../../renderer/messages/ko.ts'
import { createMomentWords } from '../../../renderer/messages/moments.ts'
import { NOON } from '../entries.ts'

/** Every sentence of a table with the path to it, functions called with `samples`. */
function sentences(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) => {
    const here = `${path}/${key}`
    if (typeof value === 'string') return [[here, value]]
    if (typeof value === 'function') return [[here, say(here, value as (...given: unknown[]) => string)]]
    return sentences(value as object, here)
  })
}

function say(path: string, sentence: (...given: unknown[]) => string): string {
  if (path.endsWith('/notice')) return sentence('entered', ['Mina'])
  if (path.endsWith('/typing')) return sentence(['Mina'])
  if (path.endsWith('/spoken')) return sentence('Mina', 'Hello')
  return sentence(/members|unread|newBelow|left|over|wait|found|pause|paced|count/.test(path) ? 7 : 'Mina')
}

const said = { ko: new Map(sentences(ko)), en: new Map(sentences(en)) }

describe('the tables', () => {
  test('have the same keys', () => {
    expect([...said.ko.keys()].sort()).toEqual([...said.en.keys()].sort())
  })

  test('leave nothing unsaid', () => {
    for (const sentence of [...said.ko.values(), ...said.en.values()]) expect(sentence.trim()).not.toBe('')
  })

  test('put the same names and numbers into both', () => {
    for (const [path, sentence] of said.en) {
      const given = (text: string) => ['Mina', 'Hello', '7'].filter((sample) => text.includes(sample))
      if (!path.startsWith('/faults') && !path.includes('ddress'))
        expect([path, given(said.ko.get(path) ?? '')]).toEqual([path, given(sentence)])
    }
  })

  test('never guess the particle after a name', () => {
    for (const sentence of said.ko.values())
      expect(sentence).not.toMatch(/Mina(이|가|은|는|을|를|와|과)(?![가-힣])/)
  })
})

describe('notices', () => {
  test.each([
    ['entered', ['민수'], '민수님이 들어왔어요', '민수 entered'],
    ['away', ['민수'], '민수님이 오래 자리를 비워 나갔어요', '민수 left after a long absence'],
    ['removed', ['민수'], '민수님이 내보내졌어요', '민수 was removed'],
    ['removed', ['민수', '지영'], '민수님, 지영님이 내보내졌어요', '민수 and 지영 were removed'],
    ['left', ['민수', '지영'], '민수님, 지영님이 나갔어요', '민수 and 지영 left'],
    [
      'visited',
      ['A', 'B', 'C', 'D'],
      'A님, B님, C님 외 1명이 들렀다 갔어요',
      'A, B, C, and 1 other looked in',
    ],
  ] as const)('%s %j', (what, names, korean, english) => {
    expect(ko.room.notice(what, names)).toBe(korean)
    expect(en.room.notice(what, names)).toBe(english)
  })
})

test('every code of the host has words, and so has one that we do not know', () => {
  for (const code of [...ERROR_CODES, 'FROM_THE_FUTURE']) expect(faultWords(ko, code)).not.toBe('')
  expect(faultWords(en, 'WRONG_PASSWORD')).toBe(en.faults.WRONG_PASSWORD)
  expect(faultWords(en, 'FROM_THE_FUTURE')).toBe(en.faults.OTHER)
  for (const code of ['HOST_FULL', 'REQUEST_TIMEOUT']) expect(faultWords(en, code)).toBe(en.faults.BUSY)
  expect(faultWords(en, 'TOO_FAST')).toBe(en.faults.TOO_MANY_TRIES)
  expect(faultWords(en, 'TOO_FAST', 12)).toBe('Too many tries. Try again in 12 seconds.')
})

test('moments are written in the language', () => {
  expect(createMomentWords('ko').day(NOON)).toBe('2025년 3월 2일 일요일')
  expect(createMomentWords('ko').time(NOON)).toBe('오후 12:00')
  expect(createMomentWords('en').day(NOON)).toBe('Sunday, March 2, 2025')
})
