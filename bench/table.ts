// The table that the bench ends with, as Markdown: our figure, each peer's with ours as a multiple of it, and the goal.
import { contenders } from './contenders/contenders.ts'
import type { ContenderName, PeerName } from './contenders/contender.ts'
import { markdown } from './markdown.ts'
import type { MeterName } from './meters/meter.ts'
import type { Figure, Results } from './results.ts'
import { ROWS, type Goal, type Row } from './rows.ts'
import { scenarios, type ScenarioName } from './scenarios.ts'

/** Which columns and rows there are. */
export interface Extent {
  peers: readonly PeerName[]
  /** Those of them that cannot be started on this machine. */
  absent: readonly PeerName[]
  scenarios: readonly ScenarioName[]
  meters: readonly MeterName[]
}

/** Lines of text. */
export function table(results: Results, extent: Extent): string {
  const heads = [
    '',
    contenders.sarangbang.title,
    ...extent.peers.map((peer) => contenders[peer].title),
    'goal',
  ]
  const body = extent.meters.flatMap((meter) =>
    rowsOf(extent, meter).map((row) => cells(results, extent, row, meter)),
  )
  // Words in the title and the goal, figures between them.
  return markdown([heads, ...body], (column) => column === 0 || column === heads.length - 1)
}

function rowsOf(extent: Extent, meter: MeterName): Row[] {
  return ROWS.filter(
    ({ scenario, outside }) => extent.scenarios.includes(scenario) && (outside || meter === 'own'),
  )
}

function cells(results: Results, { peers, absent }: Extent, row: Row, meter: MeterName): string[] {
  const figure = (contender: ContenderName): Figure | null =>
    results.figure({ contender, scenario: row.scenario, meter }, row.read)
  const ours = figure('sarangbang')
  const title = meter === 'own' ? row.title : `${row.title}, by ${meter}`
  return [
    title,
    ours === null ? 'failed' : number(ours, row.digits),
    ...peers.map((peer) => (absent.includes(peer) ? 'not here' : peerCell(peer, row, ours, figure(peer)))),
    row.goal === null
      ? ''
      : goalCell(row.goal, ours, peers.includes(row.goal.peer) ? figure(row.goal.peer) : null),
  ]
}

function peerCell(peer: PeerName, row: Row, ours: Figure | null, theirs: Figure | null): string {
  if (scenarios[row.scenario].stage.stored && !contenders[peer].stores) return 'stores nothing'
  if (theirs === null) return 'failed'
  const ratio = ours === null ? '' : ` (${times(ours, theirs)} ×)`
  return number(theirs, row.digits) + ratio
}

function goalCell({ is, times: wanted, peer }: Goal, ours: Figure | null, theirs: Figure | null): string {
  const goal = `${is === 'at least' ? '≥' : '≤'} ${wanted} × ${contenders[peer].title}`
  if (ours === null || theirs === null) return `${goal}: not measured`
  const ratio = ours.median / theirs.median
  const met = is === 'at least' ? ratio >= wanted : ratio <= wanted
  return `${goal}: ${met ? 'met' : 'NOT MET'}`
}

function number({ median, spread }: Figure, digits: number): string {
  const text = median.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return spread === 0 ? text : `${text} ±${Math.round(spread * 100)} %`
}

function times(ours: Figure, theirs: Figure): string {
  return theirs.median === 0 ? '-' : (ours.median / theirs.median).toFixed(2)
}
