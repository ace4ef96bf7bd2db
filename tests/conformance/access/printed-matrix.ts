// The table as people read it: one for each room, a line a way in, a column a person.
import { PEOPLE, type RoomName } from './rule.ts'
import type { Cell } from './tried.ts'

/** Markdown. Transports by which the same came out for everybody share a line. */
export function printedMatrix(room: RoomName, cells: readonly Cell[]): string {
  const rows = new Map<string, string[]>()
  for (const [way, of] of Map.groupBy(cells, (cell) => cell.way)) {
    const line = [way.name, ...PEOPLE.map((each) => of.find(({ person }) => person === each)?.verdict ?? '-')]
    const text = line.join(' | ')
    rows.set(text, [...(rows.get(text) ?? []), way.by])
  }
  const lines = [...rows].map(([text, carriers]) => `| ${carriers.join(', ')} | ${text} |`)
  const head = ['by', room, ...PEOPLE]
  return [`\n| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines, ''].join('\n')
}
