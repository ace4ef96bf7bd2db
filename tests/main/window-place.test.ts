import { expect, test } from 'vitest'
import { boundsFor } from '../../main/window-place.ts'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 }
const PLACE = { x: 100, y: 50, width: 900, height: 700, maximized: false }

test('the first time, the system places the window', () => {
  expect(boundsFor(null, [SCREEN])).toEqual({ width: 1100, height: 760 })
})

test('it opens where it was', () => {
  expect(boundsFor(PLACE, [SCREEN])).toEqual({ x: 100, y: 50, width: 900, height: 700 })
})

test.each([
  ['its screen is gone', { ...PLACE, x: 2_500 }],
  ['too little of it would show', { ...PLACE, x: 1_850 }],
  ['its title bar would be above the screen', { ...PLACE, y: -30 }],
  ['it would be below the screen', { ...PLACE, y: 1_030 }],
])('only its size is kept where %s', (_why, place) => {
  expect(boundsFor(place, [SCREEN])).toEqual({ width: 900, height: 700 })
})
