import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { menuLanguage, menuTemplate } from '../../main/menu.ts'

const rolesOf = (items: MenuItemConstructorOptions[]): string[] =>
  items.flatMap(({ role, submenu }) => [
    ...(role === undefined ? [] : [role]),
    ...(Array.isArray(submenu) ? rolesOf(submenu) : []),
  ])

test("speaks the language that was chosen, else the system's", () => {
  expect(menuLanguage('en', 'ko-KR')).toBe('en')
  expect(menuLanguage('system', 'ko-KR')).toBe('ko')
  expect(menuLanguage('system', 'fr')).toBe('en')
  expect(menuTemplate('ko', 'linux', false).map(({ label }) => label)).toEqual(['파일', '편집', '보기', '창'])
})

const labelsOf = (items: MenuItemConstructorOptions[]): (string | undefined)[] =>
  items.flatMap(({ type, label, submenu }) => [
    ...(type === 'separator' ? [] : [label]),
    ...(Array.isArray(submenu) ? labelsOf(submenu) : []),
  ])

test.each(['linux', 'win32', 'darwin'] as const)('names every item in both languages on %s', (platform) => {
  const [korean, english] = [
    labelsOf(menuTemplate('ko', platform, true)),
    labelsOf(menuTemplate('en', platform, true)),
  ]
  expect(korean.length).toBe(english.length)
  for (const label of korean) expect(label).toMatch(/[가-힣]/)
  for (const label of english) expect(label).toMatch(/^[A-Za-z ]+$/)
})

test('has copy, paste and zoom everywhere, and quits where each system expects it', () => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    expect(rolesOf(menuTemplate('en', platform, false))).toEqual(
      expect.arrayContaining(['copy', 'paste', 'zoomIn']),
    )
  }
  expect(rolesOf(menuTemplate('en', 'win32', false))).toContain('quit')
  expect(rolesOf(menuTemplate('en', 'darwin', false))).toEqual(expect.arrayContaining(['appMenu', 'close']))
})

test('only a developer reloads and has the tools', () => {
  expect(rolesOf(menuTemplate('en', 'linux', false))).not.toContain('reload')
  expect(rolesOf(menuTemplate('en', 'linux', false))).not.toContain('toggleDevTools')
  expect(rolesOf(menuTemplate('en', 'linux', true))).toEqual(
    expect.arrayContaining(['reload', 'toggleDevTools']),
  )
})
