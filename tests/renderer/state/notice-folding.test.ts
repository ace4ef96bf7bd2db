import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../protocol/entry.ts'
import { foldNotices } from '../../../renderer/state/notice-folding.ts'
import { entry } from '../entries.ts'

const REASONS: Readonly<Record<string, Partial<Entry>>> = {
  '~': { reason: 'away' },
  '!': { reason: 'removed' },
}

/** `+Mina` enters, `-Mina` leaves, `~Mina` does so by being away, `!Mina` is taken out. */
const run = (...moves: string[]) =>
  moves.map((move, at) =>
    entry(at + 1, {
      type: move.startsWith('+') ? 'ENTER' : 'LEAVE',
      sender: move.slice(1),
      ...REASONS[move.charAt(0)],
    }),
  )

describe('foldNotices', () => {
  test.each([
    ['one who came', ['+Mina'], [{ what: 'entered', names: ['Mina'] }]],
    ['several who came', ['+Mina', '+Tom', '+Jiho'], [{ what: 'entered', names: ['Mina', 'Tom', 'Jiho'] }]],
    ['one who left', ['-Mina'], [{ what: 'left', names: ['Mina'] }]],
    ['one who only looked in', ['+Mina', '-Mina'], [{ what: 'visited', names: ['Mina'] }]],
    ['one who looked in twice', ['+Mina', '-Mina', '+Mina', '-Mina'], [{ what: 'visited', names: ['Mina'] }]],
    ['one who came back', ['-Mina', '+Mina'], [{ what: 'entered', names: ['Mina'] }]],
    ['one who came back only to leave', ['-Mina', '+Mina', '-Mina'], [{ what: 'left', names: ['Mina'] }]],
    ['one who was away', ['~Mina'], [{ what: 'away', names: ['Mina'] }]],
    ['one who came and was away', ['+Mina', '~Mina'], [{ what: 'visited', names: ['Mina'] }]],
    ['one who was away and came back', ['~Mina', '+Mina'], [{ what: 'entered', names: ['Mina'] }]],
    ['one who was taken out at once', ['+Mina', '!Mina'], [{ what: 'removed', names: ['Mina'] }]],
    [
      'several who went in their ways',
      ['!Sora', '~Mina', '-Tom', '~Jiho'],
      [
        { what: 'left', names: ['Tom'] },
        { what: 'away', names: ['Mina', 'Jiho'] },
        { what: 'removed', names: ['Sora'] },
      ],
    ],
    [
      'many',
      ['+Mina', '-Tom', '+Jiho', '-Jiho', '+Sora'],
      [
        { what: 'entered', names: ['Mina', 'Sora'] },
        { what: 'visited', names: ['Jiho'] },
        { what: 'left', names: ['Tom'] },
      ],
    ],
  ])('%s', (_name, moves, lines) => {
    expect(foldNotices(run(...moves))).toEqual(lines)
  })
})
