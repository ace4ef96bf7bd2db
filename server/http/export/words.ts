// What the page of an exported room says besides what people have said, in each language.
import type { Entry } from '../../../protocol/entry.ts'
import type { Language } from '../../../protocol/rest.ts'
import { markup, type Markup } from './markup.ts'

interface Words {
  exported: (when: Markup, zone: string) => Markup
  /** `name`: who it was, as they stand in every line. */
  notice: (type: Exclude<Entry['type'], 'TALK'>, name: Markup) => Markup
  empty: string
  /** Stands under the last entry, so that a reader sees that nothing is missing. */
  end: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    exported: (when, zone) => markup`Exported on ${when}. Times are those of ${zone}.`,
    notice: (type, name) => markup`${name} ${{ ENTER: 'entered', LEAVE: 'left' }[type]}.`,
    empty: 'Nothing had been said here.',
    end: 'This is the end of the export.',
  },
  ko: {
    exported: (when, zone) => markup`${when}에 내보냈어요. 시각은 ${zone} 기준이에요.`,
    notice: (type, name) => markup`${name}님이 ${{ ENTER: '들어왔어요', LEAVE: '나갔어요' }[type]}.`,
    empty: '아직 아무 말도 없었어요.',
    end: '여기까지 내보냈어요.',
  },
}
