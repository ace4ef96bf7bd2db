// A room's whole history, read page by page from one node.
import type { Entry } from '../../../../protocol/entry.ts'
import type { RoomId, Seq } from '../../../../protocol/ids.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { HistoryPage } from '../../../../protocol/rest.ts'
import { ask, NoAnswer } from './node-address.ts'

/** What is asked for, by whom. */
export interface HistoryWish {
  http: string
  token: string
  roomId: RoomId
}

/** Rejects with NoAnswer, also where the log began a new life between two pages: they would not belong together. */
export async function historyOf(wish: HistoryWish): Promise<Entry[]> {
  const entries: Entry[] = []
  for (;;) {
    const page = await pageAfter(wish, entries.at(-1)?.seq ?? (0 as Seq))
    entries.push(...page.entries)
    if (entries[0]?.epoch !== entries.at(-1)?.epoch) throw new NoAnswer('The history is of two epochs.')
    if (!page.more) return entries
  }
}

async function pageAfter({ http, token, roomId }: HistoryWish, after: Seq): Promise<HistoryPage> {
  const url = `${http}/api/rooms/${roomId}/messages?after=${after}&limit=${LIMITS.pageEntries}`
  const { status, body } = await ask<HistoryPage>(url, { headers: { Authorization: `Bearer ${token}` } })
  if (status >= 300) throw new NoAnswer(`${url}: ${status}`)
  return body
}
