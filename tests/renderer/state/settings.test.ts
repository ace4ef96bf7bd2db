import { describe, expect, test } from 'vitest'
import { en } from '../../../renderer/messages/en.ts'
import { ko } from '../../../renderer/messages/ko.ts'
import { browserPreferences, SettingsState, systemLanguage } from '../../../renderer/state/settings.svelte.ts'
import { MemoryValues } from '../kept-in-memory.ts'

test.each([
  [['ko-KR', 'en-US'], 'ko'],
  [['en-GB', 'ko'], 'en'],
  [['ja-JP', 'ko-KR'], 'ko'],
  [['de-DE', 'fr'], 'en'],
  [[], 'en'],
] as const)('a system that speaks %j is spoken to in %s', (languages, language) => {
  expect(systemLanguage(languages)).toBe(language)
})

describe('SettingsState', () => {
  const settings = (values: MemoryValues) => new SettingsState(browserPreferences(values), ['ko-KR'])

  test('speaks the system’s language until another is chosen', () => {
    const state = settings(new MemoryValues())
    expect(state.words).toBe(ko)
    state.choose({ language: 'en' })
    expect(state.words).toBe(en)
    state.choose({ language: 'system' })
    expect(state.words).toBe(ko)
  })

  test('remembers each choice without the others', async () => {
    const values = new MemoryValues()
    const first = settings(values)
    first.choose({ theme: 'dark' })
    first.choose({ language: 'en' })
    const second = settings(values)
    await second.load()
    expect([second.theme, second.language]).toEqual(['dark', 'en'])
  })

  test('keeps the defaults where what was kept makes no sense', async () => {
    const values = new MemoryValues()
    values.write('preferences', { language: 'klingon', theme: 'dark' })
    const state = settings(values)
    await state.load()
    expect([state.theme, state.language]).toEqual(['system', 'system'])
  })
})
