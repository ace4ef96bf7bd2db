// A screen that a walk through the interface has come to, and the languages in which the walks are made.
import type { Page } from 'playwright-core'

export interface Screen {
  /** What its pictures are called. */
  name: string
  page: Page
}

/** A walk stops at each of its screens until it has been looked at. */
export type Walk = AsyncGenerator<Screen, void>

export const LOCALES = { ko: 'ko-KR', en: 'en-US' } as const
export type Language = keyof typeof LOCALES
