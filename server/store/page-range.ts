// What each kind of page means as stretches of a log, for the adapters that read them.
import type { Page } from './room-log.ts'

/** Up to `limit` entries next to `seq`: those with a smaller seq, or those from that seq on. */
interface Stretch {
  seq: number
  limit: number
}

/** A page as the stretch that ends before a seq, followed by the stretch that begins at one. */
interface PageRange {
  below: Stretch
  from: Stretch
}

/** The stretches of a page; a side that the page does not ask for has limit 0. */
export function pageRange(page: Page): PageRange {
  if ('after' in page) return between(0, 0, page.after + 1, page.limit)
  if ('before' in page) return between(page.before, page.limit, 0, 0)
  const older = Math.floor(page.limit / 2)
  return between(page.around, older, page.around, page.limit - older)
}

function between(below: number, older: number, from: number, newer: number): PageRange {
  return { below: { seq: below, limit: older }, from: { seq: from, limit: newer } }
}
