// The dialects by their names.
import { BOARD } from './board.ts'
import type { Dialect, DialectName } from './dialect.ts'
import { MEMBERS } from './members.ts'
import { NICKNAMES } from './nicknames.ts'
import { STORE } from './store.ts'
import { TUTORIAL } from './tutorial.ts'

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  store: STORE,
  nicknames: NICKNAMES,
  board: BOARD,
  tutorial: TUTORIAL,
  members: MEMBERS,
}
