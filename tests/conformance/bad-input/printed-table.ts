// The table of malformed things as people read it.
import type { Answer, BadInput } from './bad-input.ts'

/** Markdown, one line a row: what is sent, what came back (a dash where nothing did), and the sentence that came with it. */
export function printedTable(rows: readonly BadInput[], answers: ReadonlyMap<BadInput, Answer>): string {
  const lines = rows.map((row) => {
    const { answer, says } = answers.get(row) ?? { answer: '-', says: '' }
    return [row.name, row.sent, answer, says]
  })
  const head = ['what', 'sent', 'answer', 'it says']
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map(oneLine).join(' | ')} |`)
    .join('\n')
}

function oneLine(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
