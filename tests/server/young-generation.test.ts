import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const MODULE = JSON.stringify(new URL('../../server/young-generation.ts', import.meta.url).href)

/** A program that keeps 64 MiB of small objects, and says by how much the space for new objects has grown meanwhile. */
const program = (beforehand: string): string => `
  import { getHeapSpaceStatistics } from 'node:v8'
  import { keepYoungGeneration } from ${MODULE}
  const size = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size
  ${beforehand}
  const before = size()
  const kept = Array.from({ length: 1_000_000 }, (_, number) => [number, number + 1])
  console.log(size() - before, kept.length)`

function growth(beforehand: string): number {
  const args = ['--input-type=module', '--eval', program(beforehand)]
  return parseInt(execFileSync(process.execPath, args, { encoding: 'utf8' }), 10)
}

const MIB = 1024 * 1024

it('keeps the space for new objects small, which V8 would let grow', () => {
  // What it had reserved at the start it may still take.
  expect(growth('keepYoungGeneration()')).toBeLessThan(4 * MIB)
  expect(growth('')).toBeGreaterThan(16 * MIB)
})
