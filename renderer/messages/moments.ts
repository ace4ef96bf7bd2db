// How moments are written for a person: the day of a divider, the time beside a message, the whole in a tooltip.

export interface MomentWords {
  /** "2025년 3월 2일 일요일" */
  day(at: number): string
  /** "오후 3:04" */
  time(at: number): string
  /** "2025. 3. 2. 오후 3:04" */
  short(at: number): string
  full(at: number): string
}

/** `locale` as in BCP 47; moments are ms since 1970, written for this computer's time zone. */
export function createMomentWords(locale: string): MomentWords {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' })
  return {
    day: (at) => day.format(at),
    time: (at) => time.format(at),
    short: (at) => short.format(at),
    full: (at) => full.format(at),
  }
}
