// The plan is the seed's, and leaves nothing out.
import { expect, it } from 'vitest'
import { LEASE, describeFault, nodeFaults, redisFaults, type Fault, type PlannedFault } from './plan.ts'

const NODES = 3

function first<F extends Fault>(count: number, plan: Iterator<PlannedFault<F>>): PlannedFault<F>[] {
  return Array.from({ length: count }, () => plan.next().value as PlannedFault<F>)
}

const kindsOf = (planned: readonly PlannedFault[]) =>
  [...new Set(planned.map(({ fault }) => fault.kind))].sort()

it('is the same for the same seed, and another for another', () => {
  expect(first(30, nodeFaults(7, NODES))).toEqual(first(30, nodeFaults(7, NODES)))
  expect(first(30, redisFaults(7, NODES))).toEqual(first(30, redisFaults(7, NODES)))
  expect(first(30, redisFaults(7, NODES))).not.toEqual(first(30, redisFaults(8, NODES)))
})

it.each([1, 2, 3])('has every kind of fault once a deck (seed %i)', (seed) => {
  const kinds = [
    'cut',
    'delay',
    'halve',
    'mute',
    'redis-freeze',
    'redis-kill',
    'redis-stop',
    'refuse',
    'stall',
  ]
  expect(kindsOf(first(5, nodeFaults(seed, NODES)))).toEqual(['kill', 'pause', 'restart'])
  expect(kindsOf(first(12, redisFaults(seed, NODES)))).toEqual(kinds)
  expect(kindsOf(first(15, redisFaults(seed, NODES, 'cluster')))).toEqual([...kinds, 'redis-move'].sort())
})

it('leaves no server of a Cluster out', () => {
  const faults = first(90, redisFaults(3, NODES, 'cluster')).map(({ fault }) => fault)
  const hit = faults.flatMap((fault) => ('server' in fault ? [fault.server] : []))
  expect([...new Set(hit)].sort()).toEqual([0, 1, 2])
  const alone = first(90, redisFaults(3, NODES)).map(({ fault }) => fault)
  expect(
    alone.flatMap((fault) => ('server' in fault ? [fault.server] : [])).every((server) => server === 0),
  ).toBe(true)
})

it('stops a node for longer than its lease once a deck', () => {
  const long = first(10, nodeFaults(1, NODES)).filter(({ fault }) => fault.for > LEASE)
  expect(long.map(({ fault }) => fault.kind)).toEqual(['pause', 'pause'])
})

it('says what it does', () => {
  expect(describeFault({ kind: 'delay', way: 0, by: 20, for: 300 })).toBe('delay way1 by 20 ms for 300 ms')
  expect(describeFault({ kind: 'redis-kill', server: 1, for: 300 })).toBe('redis-kill server2 for 300 ms')
  expect(describeFault({ kind: 'redis-move', server: 0, which: 7 })).toBe('redis-move server1')
  expect(describeFault({ kind: 'cut', way: 2 })).toBe('cut way3')
  expect(describeFault({ kind: 'pause', node: 2, for: 20 })).toBe('pause node3 for 20 ms')
})
