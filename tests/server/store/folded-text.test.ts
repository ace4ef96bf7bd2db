import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldWithPlaces, wordsOf } from '../../../server/store/folded-text.ts'

const texts = fc.string({ unit: 'grapheme' }).map((text) => text.normalize('NFC'))

describe('fold', () => {
  it('[SR1] makes of a part of a text a part of the folded text', () => {
    fc.assert(
      fc.property(texts, texts, texts, (before, part, after) => {
        expect(fold(before + part + after)).toBe(fold(before) + fold(part) + fold(after))
      }),
    )
  })

  it('[SR1] does not tell upper from lower case, nor letters that are the same in capitals', () => {
    expect(fold('ÀB ΣΑΣ ß')).toBe(fold('àb σας ss'))
  })
})

describe('foldWithPlaces', () => {
  it('[SR5] folds alike, and knows of each unit where it came from', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: folded, starts, ends } = foldWithPlaces(text)
        expect(folded).toBe(fold(text))
        expect([starts.length, ends.length]).toEqual([folded.length, folded.length])
        expect(
          starts.every((start, index) => fold(text.slice(start, ends[index])).includes(folded[index] ?? '')),
        ).toBe(true)
      }),
    )
  })
})

describe('wordsOf', () => {
  it('[SR1] has what stands between spaces and control characters, folded, each once', () => {
    expect(wordsOf(' Ab\u3000ab\tC\u0001d\n가 ')).toEqual(['ab', 'c', 'd', '가'])
    expect(wordsOf(' \t\u00a0')).toEqual([])
  })
})
