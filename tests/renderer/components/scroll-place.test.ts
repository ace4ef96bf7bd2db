import { expect, test } from 'vitest'
import { ScrollPlace } from '../../../renderer/components/scroll-place.ts'

const at = (scrollTop: number, scrollHeight = 1_000) => ({ scrollTop, scrollHeight, clientHeight: 200 })

test('stays at the end while rows below grow', () => {
  const place = new ScrollPlace()
  expect(place.moved(at(800))).toBe(true)
  expect(place.moved(at(800, 1_300))).toBe(true)
  expect(place.moved(at(1_100, 1_300))).toBe(true)
})

test('leaves the end with a way up, and is not put back by rows that are put in above', () => {
  const place = new ScrollPlace()
  place.moved(at(800))
  expect(place.moved(at(600))).toBe(false)
  expect(place.moved(at(1_600, 2_000))).toBe(false)
})

test('comes back to the end', () => {
  const place = new ScrollPlace()
  place.moved(at(800))
  place.moved(at(100))
  expect(place.moved(at(790))).toBe(true)
})

test('tells where the layout has moved the end away, and not where the reader has left it', () => {
  const place = new ScrollPlace()
  place.moved(at(800))
  expect(place.pushedAway).toBe(false)
  place.moved(at(900, 1_700))
  expect(place.pushedAway).toBe(true)
  place.moved(at(880, 1_700))
  expect(place.pushedAway).toBe(false)
})

test('begins elsewhere than at the end where that is said, and is not drawn there', () => {
  const place = new ScrollPlace(false)
  expect(place.moved(at(400))).toBe(false)
  expect(place.moved(at(500))).toBe(false)
  expect(place.moved(at(800))).toBe(true)
})

test('an end that is none stays behind when more comes below it', () => {
  const place = new ScrollPlace(false)
  expect(place.moved(at(800))).toBe(true)
  place.leaveEnd()
  expect(place.moved(at(800, 1_300))).toBe(false)
  expect(place.pushedAway).toBe(false)
})
