// The bytes of single frames, as a person would write them down.
import { describe, expect, it } from 'vitest'
import { encode } from '../../../server/stomp/encoder.ts'
import type { StompVersion } from '../../../server/stomp/frame.ts'

const text = (...frame: Parameters<typeof encode>): string => encode(...frame).toString()

describe('encode', () => {
  it('[ST20] writes the command, the headers in their order, a blank line and NUL', () => {
    expect(text({ command: 'RECEIPT', headers: Object.entries({ b: '2', a: '1' }) }, '1.2')).toBe(
      'RECEIPT\nb:2\na:1\n\n\0',
    )
  })

  it('[ST20] writes the length of a body in bytes, and none where there is no body', () => {
    expect(text({ command: 'ERROR', headers: [], body: '가' }, '1.2')).toBe('ERROR\ncontent-length:3\n\n가\0')
    expect(text({ command: 'ERROR', headers: [], body: '' }, '1.2')).toBe('ERROR\n\n\0')
    expect(text({ command: 'SEND', headers: [], body: Buffer.from('\0') }, '1.2')).toBe(
      'SEND\ncontent-length:1\n\n\0\0',
    )
  })

  it.each<[StompVersion, string]>([
    ['1.2', 'n\\cm:\\r\\n\\c\\\\'],
    ['1.1', 'n\\cm:\r\\n\\c\\\\'],
  ])('[ST8] [ST9] escapes as %s does', (version, line) => {
    const headers = [['n:m', '\r\n:\\']] as const
    expect(text({ command: 'RECEIPT', headers }, version)).toBe(`RECEIPT\n${line}\n\n\0`)
  })

  it('[ST10] [ST11] escapes nothing in 1.0 and nothing in CONNECTED', () => {
    const headers = [['a', ':\\c\\']] as const
    expect(text({ command: 'RECEIPT', headers }, '1.0')).toBe('RECEIPT\na::\\c\\\n\n\0')
    expect(text({ command: 'CONNECTED', headers }, '1.2')).toBe('CONNECTED\na::\\c\\\n\n\0')
  })

  it('[ST21] throws rather than write a header that would be read as another', () => {
    const write = (name: string, value: string, version: StompVersion, command = 'CONNECTED') =>
      encode({ command, headers: [[name, value]] }, version)
    expect(() => write('a', 'b\nc', '1.2')).toThrow(RangeError)
    expect(() => write('a', 'b\r', '1.2')).toThrow(RangeError)
    expect(() => write('a:b', 'c', '1.2')).toThrow(RangeError)
    expect(() => write('a\n', 'c', '1.0', 'RECEIPT')).toThrow(RangeError)
  })

  it('[ST21] writes whatever a 1.0 client can send', () => {
    expect(text({ command: 'RECEIPT', headers: [['receipt-id', 'a\r']] }, '1.0')).toBe(
      'RECEIPT\nreceipt-id:a\r\n\n\0',
    )
  })
})
