// The table that the bench ends with: each figure of both servers, and ours as a multiple of the loop's.
import { ROWS, type Figures } from './figures.ts'

const TITLE = 34
const COLUMN = 16

/** Lines of text. */
export function table(loop: Figures, host: Figures): string {
  const rows = ROWS.filter(({ figure }) => loop[figure] !== null || host[figure] !== null)
  const lines = rows.map(({ figure, title, digits }) => {
    const [theirs, ours] = [loop[figure], host[figure]]
    return line(title, text(theirs, digits), text(ours, digits), ratio(ours, theirs))
  })
  return [line('', 'ws.send loop', 'sarangbang', 'ratio'), ...lines].join('\n')
}

function line(title: string, ...cells: string[]): string {
  return title.padEnd(TITLE) + cells.map((cell) => cell.padStart(COLUMN)).join('')
}

function text(value: number | null, digits: number): string {
  if (value === null) return '-'
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function ratio(ours: number | null, theirs: number | null): string {
  return ours === null || theirs === null || theirs === 0 ? '-' : `${(ours / theirs).toFixed(2)} ×`
}
