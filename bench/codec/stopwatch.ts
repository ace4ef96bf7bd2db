// Times short pieces of work against each other, in one process: in turns, long enough to count, and the median of the turns.
// It is CPU time, so that what else the machine does counts as little as can be.

/** Milliseconds of one turn, and how many each piece has after one that only warms up. */
const TURN = 150
const TURNS = 5

/** Nanoseconds of CPU time a call of each piece. */
export function timeInTurns(pieces: readonly (() => void)[]): number[] {
  for (const piece of pieces) turn(piece)
  const turns = pieces.map((): number[] => [])
  for (let count = 0; count < TURNS; count += 1)
    pieces.forEach((piece, index) => turns[index]?.push(turn(piece)))
  return turns.map((times) => times.toSorted((a, b) => a - b)[(TURNS - 1) / 2] ?? NaN)
}

function turn(piece: () => void): number {
  const start = performance.now()
  const before = process.cpuUsage()
  let calls = 0
  while (performance.now() - start < TURN) {
    piece()
    calls += 1
  }
  const { user, system } = process.cpuUsage(before)
  return ((user + system) * 1e3) / calls
}
