// The language and the look that a person has chosen, and the words that follow from the language.
import { Value } from 'typebox/value'
import Type, { type Static } from 'typebox'
import { DEFAULT_SETTINGS, Settings, type Desktop } from '../../protocol/desktop.ts'
import type { KeptValues } from '../connection/kept-values.ts'
import { en } from '../messages/en.ts'
import { ko } from '../messages/ko.ts'
import { createMomentWords, type MomentWords } from '../messages/moments.ts'
import type { Words } from '../messages/words.ts'

const Preferences = Type.Pick(Settings, ['language', 'theme'])
export type Preferences = Static<typeof Preferences>

/** Where preferences are kept: the desktop's settings, or the browser's storage. */
export interface PreferencesStore {
  read(): Promise<Preferences>
  change(change: Partial<Preferences>): Promise<void>
}

export function desktopPreferences(desktop: Desktop): PreferencesStore {
  return {
    read: () => desktop.call('settings:read'),
    change: async (change) => void (await desktop.call('settings:change', change)),
  }
}

export function browserPreferences(values: KeptValues): PreferencesStore {
  const read = (): Preferences => {
    const kept = values.read('preferences')
    return Value.Check(Preferences, kept) ? kept : DEFAULT_SETTINGS
  }
  return {
    read: async () => read(),
    change: async (change) => {
      const { language, theme } = { ...read(), ...change }
      values.write('preferences', { language, theme })
    },
  }
}

const TABLES: Record<'ko' | 'en', Words> = { ko, en }

/** The first of the person's languages that we speak; English where they speak neither. */
export function systemLanguage(languages: readonly string[]): 'ko' | 'en' {
  for (const tag of languages) {
    const language = tag.toLowerCase().split('-')[0]
    if (language === 'ko' || language === 'en') return language
  }
  return 'en'
}

export class SettingsState {
  language = $state<Preferences['language']>(DEFAULT_SETTINGS.language)
  theme = $state<Preferences['theme']>(DEFAULT_SETTINGS.theme)
  readonly #store: PreferencesStore
  readonly #system: 'ko' | 'en'

  constructor(store: PreferencesStore, languages: readonly string[]) {
    this.#store = store
    this.#system = systemLanguage(languages)
  }

  /** The language in use. */
  readonly spoken = $derived.by((): 'ko' | 'en' =>
    this.language === 'system' ? this.#system : this.language,
  )
  readonly words: Words = $derived.by(() => TABLES[this.spoken])
  readonly moments: MomentWords = $derived.by(() => createMomentWords(this.spoken))

  /** Takes up what was chosen before; where that can't be read, the defaults stay. */
  async load(): Promise<void> {
    const kept = await this.#store.read().catch(() => null)
    if (kept === null) return
    this.language = kept.language
    this.theme = kept.theme
  }

  /** Applies at once, and is kept. A store that fails costs only the keeping. */
  choose(change: Partial<Preferences>): void {
    Object.assign(this, change)
    this.#store.change(change).catch(() => {})
  }
}
