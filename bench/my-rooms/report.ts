// The table of somebody's own rooms: a listing costs what the rooms cost, whatever was said in them.
import { markdown } from '../markdown.ts'
import type { MyRoomsOutcome } from './plan.ts'

/** Lines of text. */
export function myRoomsReport({ rooms, listed }: MyRoomsOutcome): string {
  const head = [`${rooms} rooms of one person`, 'first, ms', 'p50, ms']
  const rows = listed.map(({ messages, first, median }) => [
    `of ${messages.toLocaleString('en')} messages each`,
    first.toFixed(1),
    median.toFixed(2),
  ])
  return markdown([head, ...rows], (column) => column === 0)
}
