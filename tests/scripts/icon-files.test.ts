import { expect, test } from 'vitest'
import { toIcns, toIco } from '../../scripts/icon-files.ts'

const images = new Map([
  [16, Buffer.from('sixteen')],
  [256, Buffer.from('two hundred')],
  [512, Buffer.from('five hundred')],
])

test('an ICO has a directory whose entries point at the images up to 256 pixels', () => {
  const ico = toIco(images)
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 2])
  const entries = [6, 22].map((at) => ({
    width: ico[at],
    length: ico.readUInt32LE(at + 8),
    offset: ico.readUInt32LE(at + 12),
  }))
  expect(entries.map(({ width }) => width)).toEqual([16, 0])
  const contents = entries.map(({ length, offset }) => ico.toString('latin1', offset, offset + length))
  expect(contents).toEqual(['sixteen', 'two hundred'])
})

test('an ICNS is chunks that fill it to its length', () => {
  const icns = toIcns(images)
  const types: string[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    types.push(icns.toString('latin1', at, at + 4))
  expect(icns.toString('latin1', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(types).toEqual(['icp4', 'ic13', 'ic08', 'ic14', 'ic09'])
})
