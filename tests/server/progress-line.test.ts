// How far a backup or restore is, as a person sees it.
import { expect, it } from 'vitest'
import { createProgressLine } from '../../server/progress-line.ts'

function lineOn(isTTY: boolean) {
  const written: string[] = []
  let now = 0
  const line = createProgressLine({ isTTY, write: (text) => written.push(text) }, () => now)
  return { line, written, wait: (ms: number) => (now += ms) }
}

it('[BK6] changes its line on a terminal, four times a second at most, and says when a step is done', () => {
  const { line, written, wait } = lineOn(true)
  line.show('copying', 0)
  wait(249)
  line.show('copying', 0.1)
  wait(1)
  line.show('copying', 0.299)
  line.show('copying', 1)
  line.show('checking', null)
  line.end()
  line.end()
  expect(written).toEqual([
    '\rCopying   0 %',
    '\rCopying  29 %',
    '\rCopying 100 %',
    '\n',
    '\rChecking …',
    '\n',
  ])
})

it('[BK6] is one line a step elsewhere', () => {
  const { line, written, wait } = lineOn(false)
  line.show('checking', null)
  for (const share of [0, 0.5, 1]) {
    wait(1_000)
    line.show('copying', share)
  }
  line.end()
  expect(written).toEqual(['Checking …\n', 'Copying …\n'])
})
