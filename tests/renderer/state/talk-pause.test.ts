import { expect, test } from 'vitest'
import { TalkPause } from '../../../renderer/state/talk-pause.svelte.ts'

function pausing() {
  const world = { due: null as (() => void) | null }
  const pause = new TalkPause((callback) => {
    world.due = callback
    return () => (world.due = null)
  })
  const second = () => {
    const { due } = world
    world.due = null
    due?.()
  }
  return { pause, second, world }
}

test('counts down in whole seconds, and stops at nothing', () => {
  const { pause, second, world } = pausing()
  pause.begin(2.4)
  expect(pause.left).toBe(3)
  second()
  second()
  expect(pause.left).toBe(1)
  second()
  expect([pause.left, world.due]).toEqual([0, null])
})

test.each([0, -7])('does not begin for %i seconds', (seconds) => {
  const { pause, world } = pausing()
  pause.begin(seconds)
  expect([pause.left, world.due]).toEqual([0, null])
})

test('begins anew, and is ended', () => {
  const { pause, second } = pausing()
  pause.begin(5)
  second()
  pause.begin(3)
  expect(pause.left).toBe(3)
  pause.end()
  second()
  expect(pause.left).toBe(0)
})
