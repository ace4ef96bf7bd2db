// How words are made ready to be kept: what is normalised, what is refused, and how long they may be.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../protocol/limits.ts'
import { graphemes, toMessage, toName, toNickname, toRoomName } from '../../protocol/text.ts'

afterEach(() => vi.restoreAllMocks())

const FAMILY = '👨‍👩‍👧‍👦'
const ok = (text: string) => ({ ok: true, text })
const no = (fault: string) => ({ ok: false, fault })

describe('graphemes', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['가나', 2],
    ['가', 1],
    [FAMILY, 1],
    ['🇰🇷🇰🇷', 2],
    ['é', 1],
    ['a\r\nb', 3],
  ])('[TX1] of %j are what a reader would count: %i', (text, count) => {
    expect(graphemes(text, 100)).toBe(count)
  })

  it('[TX1] are counted no further than one past the limit', () => {
    expect(graphemes('x'.repeat(1_000), 10)).toBe(11)
    expect(graphemes(FAMILY.repeat(20), 10)).toBe(11)
  })
})

describe('a name', () => {
  it.each([
    ['NFC', '하늘', '하늘'],
    ['one line, spaces folded, ends trimmed', '  sky \n\t blue　', 'sky blue'],
    ['emoji, joined ones too', `${FAMILY} 집`, `${FAMILY} 집`],
    ['Persian with its joiners', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Hangul letters that stand alone', 'ㅋㅋ', 'ㅋㅋ'],
  ])('[TX2] is kept as %s', (_what, raw, kept) => {
    expect(toName(raw, 10)).toEqual(ok(kept))
  })

  it.each([
    ['nothing', ''],
    ['spaces', ' \u3000\u00a0'],
    ['zero-width spaces and joiners', '\u200b\u200d\u2060'],
    ['a combining mark alone', '\u0301'],
    ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
    ['a blank Braille pattern', '\u2800'],
    ['variation selectors', '\ufe0f'],
  ])('[TX2] of %s alone is EMPTY', (_what, raw) => {
    expect(toName(raw, 10)).toEqual(no('EMPTY'))
  })

  it.each([
    ['an override to the right', 'a\u202eb'],
    ['an isolate', 'a\u2066b'],
    ['a mark of direction to the left', 'a\u200eb'],
    ['a mark of direction to the right', 'a\u200fb'],
    ['the Arabic mark of direction', 'a\u061cb'],
    ['a control character', 'a\u0007b'],
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
    ['the other half', '\udc4db'],
  ])('[TX2] with %s has BAD_CHARACTERS', (_what, raw) => {
    expect(toName(raw, 10)).toEqual(no('BAD_CHARACTERS'))
  })

  it.each([
    ['letters', 'x'],
    ['syllables of three letters each', '각'],
    ['families', FAMILY],
    ['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ])('[TX3] of as many %s as may be is taken, of one more not', (_what, unit) => {
    const limit = LIMITS.nicknameLength
    expect(toNickname(unit.repeat(limit))).toEqual(ok(unit.normalize('NFC').repeat(limit)))
    expect(toNickname(unit.repeat(limit + 1))).toEqual(no('TOO_LONG'))
  })

  it('[TX3] is not longer than it looks: marks heaped on one letter are TOO_LONG', () => {
    expect(toNickname(`a${'\u0308'.repeat(2_000)}`)).toEqual(no('TOO_LONG'))
  })

  it('[TX3] is too long before anything is made of it', () => {
    const normalize = vi.spyOn(String.prototype, 'normalize')
    expect(toNickname('x'.repeat(16_000))).toEqual(no('TOO_LONG'))
    expect(normalize).not.toHaveBeenCalled()
  })

  it('[TX3] of a room may be longer', () => {
    expect(toRoomName('방'.repeat(LIMITS.roomNameLength)).ok).toBe(true)
    expect(toRoomName('방'.repeat(LIMITS.roomNameLength + 1))).toEqual(no('TOO_LONG'))
  })
})

describe('a message', () => {
  it.each([
    ['NFC', '안녕', '안녕'],
    ['lines by line feeds, ends trimmed', '\n a\r\nb\rc \n', 'a\nb\nc'],
    ['spaces and tabs within', 'a  \tb', 'a  \tb'],
    ['overrides of direction', 'a\u202eb', 'a\u202eb'],
    ['HTML', '<b>&amp;', '<b>&amp;'],
  ])('[TX4] is kept with %s', (_what, raw, kept) => {
    expect(toMessage(raw)).toEqual(ok(kept))
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t\u3000\ufeff'],
    ['what cannot be seen', '\u200b\u3164'],
  ])('[TX4] of %s is EMPTY', (_what, raw) => {
    expect(toMessage(raw)).toEqual(no('EMPTY'))
  })

  it.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', '\ud83d b'],
  ])('[TX4] with %s has BAD_CHARACTERS', (_what, raw) => {
    expect(toMessage(raw)).toEqual(no('BAD_CHARACTERS'))
  })

  it.each([
    ['a name', toRoomName],
    ['a message', toMessage],
  ])('[TX6] of %s may have 30 marks in a row; with more it is not even normalised', (_what, ready) => {
    expect(ready(`a${'\u0323\u0301'.repeat(15)}b`).ok).toBe(true)
    const normalize = vi.spyOn(String.prototype, 'normalize')
    expect(ready(`a${'\u0323'.repeat(15)}${'\u0301'.repeat(16)}b`)).toEqual(no('BAD_CHARACTERS'))
    expect(normalize).not.toHaveBeenCalled()
  })

  it.each(['x', '가', '👍🏽', '🇰🇷'])('[TX5] of as many %s as may be is taken, of one more not', (unit) => {
    expect(toMessage(unit.repeat(LIMITS.messageLength)).ok).toBe(true)
    expect(toMessage(unit.repeat(LIMITS.messageLength + 1))).toEqual(no('TOO_LONG'))
  })

  it('[TX5] is measured as it will be kept', () => {
    expect(toMessage(` ${'가'.repeat(LIMITS.messageLength)}\n`).ok).toBe(true)
  })
})
