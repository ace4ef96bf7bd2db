import { describe, expect, it } from 'vitest'
import { attachment, exportFileName } from '../../../../server/http/export/file-name.ts'
import { NOON } from './exported.ts'

describe('the name of an exported file', () => {
  it.each([
    ['우리 집', '우리 집 2025-01-01.json'],
    ['../../etc/passwd', '_.._etc_passwd 2025-01-01.json'],
    ['a\\b:c*d?e"f<g>h|i', 'a_b_c_d_e_f_g_h_i 2025-01-01.json'],
    ['a\r\nb\0', 'a__b_ 2025-01-01.json'],
    ['half \ud83d', 'half _ 2025-01-01.json'],
    ['...', 'room 2025-01-01.json'],
    ['CON', 'CON 2025-01-01.json'],
    ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦 2025-01-01.json'],
  ])('[EX6] of %j is %j', (name, file) => {
    expect(exportFileName(name, NOON, 'json')).toBe(file)
  })

  it('[EX6] has 200 bytes of the room’s name, and no half of a letter', () => {
    const [fits, tooLong] = [`a${'한'.repeat(66)}`, `ab${'한'.repeat(66)}b`]
    expect(exportFileName(`${fits}b`, NOON, 'html')).toBe(`${fits}b 2025-01-01.html`)
    expect(exportFileName(tooLong, NOON, 'html')).toBe(`ab${'한'.repeat(66)} 2025-01-01.html`)
    expect(exportFileName('👩‍👩‍👧‍👦'.repeat(9), NOON, 'html')).toBe(`${'👩‍👩‍👧‍👦'.repeat(8)} 2025-01-01.html`)
  })

  it('[EX6] is told plainly and whole', () => {
    expect(attachment(`한 "방"'(1)*;=%.json`)).toBe(
      `attachment; filename="_ _____1_____.json"; filename*=UTF-8''%ED%95%9C%20%22%EB%B0%A9%22%27%281%29%2A%3B%3D%25.json`,
    )
  })
})
