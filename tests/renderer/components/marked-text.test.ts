import { describe, expect, test } from 'vitest'
import { splitMarks } from '../../../renderer/components/marked-text.ts'

const plain = (text: string) => ({ text, marked: false })
const marked = (text: string) => ({ text, marked: true })

describe('a text with marks', () => {
  test('is split where they begin and end', () => {
    expect(splitMarks('오늘 회의해요', [[3, 5]])).toEqual([plain('오늘 '), marked('회의'), plain('해요')])
  })

  test('may be marked from one end to the other', () => {
    expect(
      splitMarks('abc', [
        [0, 1],
        [1, 3],
      ]),
    ).toEqual([marked('a'), marked('bc')])
  })

  test('is shown whole where there are none', () => {
    expect(splitMarks('abc', [])).toEqual([plain('abc')])
    expect(splitMarks('', [])).toEqual([])
  })

  test.each([
    [[[2, 9]]],
    [[[2, 2]]],
    [[[2, 1]]],
    [
      [
        [1, 3],
        [2, 3],
      ],
    ],
    [[[]]],
  ])('loses nothing to marks that cannot be: %j', (marks) => {
    const parts = splitMarks('abc', marks)
    expect(parts.map(({ text }) => text).join('')).toBe('abc')
  })
})
