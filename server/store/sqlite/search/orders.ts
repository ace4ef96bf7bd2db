// What the thread that serves people asks of the thread that searches.
import type { Lookup, Page } from './finder.ts'

/** What the thread is started with: the files of the host's database and of the index. */
export interface SearchFiles {
  chat: string
  index: string
}

/** `find` is answered null while the index is not far enough yet. */
export type SearchQuestions = { find: { asked: Lookup; answered: Page | null } }
