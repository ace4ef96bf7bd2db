// What the page of an exported room says besides what people have said, in each language.
import type { LeaveReason } from '../../../protocol/entry.ts'
import type { Language } from '../../../protocol/rest.ts'
import { markup, type Markup } from './markup.ts'

/** What a notice tells of somebody: that they came, or how they went. */
export type Notice = 'entered' | 'left' | LeaveReason

interface Words {
  exported: (when: Markup, zone: string) => Markup
  /** `name`: who it was, as they stand in every line. */
  notice: (what: Notice, name: Markup) => Markup
  /** Stands beside the time of a message that was edited. */
  edited: string
  /** Stands where a message was that has been deleted. */
  deleted: string
  empty: string
  /** Stands under the last entry, so that a reader sees that nothing is missing. */
  end: string
}

const EN_NOTICES: Readonly<Record<Notice, string>> = {
  entered: 'entered',
  left: 'left',
  away: 'left after a long absence',
  removed: 'was removed',
}

const KO_NOTICES: Readonly<Record<Notice, string>> = {
  entered: '들어왔어요',
  left: '나갔어요',
  away: '오래 자리를 비워 나갔어요',
  removed: '내보내졌어요',
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    exported: (when, zone) => markup`Exported on ${when}. Times are those of ${zone}.`,
    notice: (what, name) => markup`${name} ${EN_NOTICES[what]}.`,
    edited: '(edited)',
    deleted: 'Message deleted.',
    empty: 'Nothing had been said here.',
    end: 'This is the end of the export.',
  },
  ko: {
    exported: (when, zone) => markup`${when}에 내보냈어요. 시각은 ${zone} 기준이에요.`,
    notice: (what, name) => markup`${name}님이 ${KO_NOTICES[what]}.`,
    edited: '(수정됨)',
    deleted: '삭제된 메시지예요.',
    empty: '아직 아무 말도 없었어요.',
    end: '여기까지 내보냈어요.',
  },
}
