// Every fixture, however the network cuts it.
import { describe, expect, it } from 'vitest'
import { atRandom, inPieces } from '../../support/cuts.ts'
import { Random } from '../../support/random.ts'
import { FIXTURES } from './fixtures.ts'
import { read } from './reading.ts'

describe.each(FIXTURES)('[$rule] $shows', ({ bytes, version, frames, fault = null }) => {
  const stream = Buffer.from(bytes)
  const expected = { frames, fault }

  it('[ST1] whole', () => {
    expect(read([stream], version)).toEqual(expected)
  })

  it.each([1, 2, 3, 7])('[ST1] in pieces of %i', (size) => {
    expect(read(inPieces(stream, size), version)).toEqual(expected)
  })

  it('[ST1] cut at random places', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      expect(read(atRandom(stream, new Random(seed)), version), `seed ${seed}`).toEqual(expected)
    }
  })
})
