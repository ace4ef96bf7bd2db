import { describe, expect, test } from 'vitest'
import { Composition, type KeyPress } from '../../../renderer/components/composition.ts'

type Step =
  | { on: 'start' | 'blur' | 'timer' }
  | { on: 'update' | 'end'; text: string }
  | { on: 'down'; press: Partial<KeyPress> }
  | { on: 'up'; key?: string }

const ENTER = { key: 'Enter', code: 'Enter' }
const start: Step = { on: 'start' }
const timer: Step = { on: 'timer' }
const up: Step = { on: 'up' }
const update = (text: string): Step => ({ on: 'update', text })
const end = (text: string): Step => ({ on: 'end', text })
const enter = (press: Partial<KeyPress> = {}): Step => ({ on: 'down', press })
const composingEnter = enter({ keyCode: 229, isComposing: true })
const typed: Step = { on: 'down', press: { key: 'Process', code: 'KeyA', keyCode: 229 } }

/** Plays the events; answers after which steps a message was sent. A timer that is set runs where the steps say so. */
function sentAt(steps: Step[]): number[] {
  const composition = new Composition()
  const sent: number[] = []
  steps.forEach((step, at) => {
    if (sends(composition, step)) sent.push(at)
  })
  return sent
}

function sends(composition: Composition, step: Step): boolean {
  switch (step.on) {
    case 'start':
      composition.started()
      return false
    case 'update':
      composition.updated(step.text)
      return false
    case 'end':
      composition.ended(step.text)
      return false
    case 'blur':
      composition.left()
      return false
    case 'timer':
      return composition.due()
    case 'down':
      return composition.down(toPress(step.press)) === 'send'
    case 'up':
      composition.up({ key: step.key ?? 'Enter', code: 'Enter' })
      return false
  }
}

function toPress(press: Partial<KeyPress>): KeyPress {
  return { ...ENTER, keyCode: 13, isComposing: false, shiftKey: false, repeat: false, ...press }
}

describe('one Enter while Hangul is being composed sends once', () => {
  test.each([
    [
      'Chromium on macOS, timer first',
      [start, update('한'), composingEnter, end('한'), timer, enter(), up],
      4,
    ],
    [
      'Chromium on macOS, second keydown first',
      [start, update('한'), composingEnter, end('한'), enter(), timer, up],
      4,
    ],
    ['Chromium, one keydown', [start, update('한'), composingEnter, end('한'), timer, up], 4],
    [
      'Windows, where the key is called Process',
      [
        start,
        update('한'),
        enter({ key: 'Process', keyCode: 229, isComposing: true }),
        end('한'),
        timer,
        enter(),
        up,
      ],
      4,
    ],
    ['Safari', [start, update('한'), end('한'), enter({ keyCode: 229 }), timer, up], 4],
    [
      'Safari with a second keydown',
      [start, update('한'), end('한'), enter({ keyCode: 229 }), timer, enter(), up],
      4,
    ],
    ['ibus', [start, update('한'), end('한'), enter(), up, timer], 3],
    [
      'an input method slower than the finger',
      [start, update('한'), composingEnter, up, end('한'), timer],
      5,
    ],
    ['an end without its text', [start, update('한'), composingEnter, end(''), timer, up], 4],
    [
      'a held key',
      [
        start,
        update('한'),
        composingEnter,
        end('한'),
        timer,
        enter({ repeat: true }),
        enter({ repeat: true }),
        up,
      ],
      4,
    ],
  ] satisfies [string, Step[], number][])('%s', (_name, steps, at) => {
    expect(sentAt(steps)).toEqual([at])
  })
})

describe('nothing is sent', () => {
  test.each([
    ['while the syllable is still being composed', [start, update('하'), composingEnter, timer]],
    [
      'by an Enter that picks a Japanese candidate',
      [start, update('日本'), composingEnter, end('日本'), timer, up],
    ],
    ['by that Enter in Safari', [start, update('日本'), end('日本'), enter({ keyCode: 229 }), timer, up]],
    ['by the end of a syllable alone', [start, update('한'), end('한'), timer]],
    ['by Shift+Enter', [enter({ shiftKey: true }), up]],
    ['by a held Enter from elsewhere', [enter({ repeat: true }), up]],
    [
      'by a syllable that ends long after an Enter that did not end it',
      [start, update('하'), composingEnter, up, typed, update('한'), end('한'), timer],
    ],
    [
      'after the field lost the keyboard',
      [start, update('한'), composingEnter, { on: 'blur' }, end('한'), timer],
    ],
  ] satisfies [string, Step[]][])('%s', (_name, steps) => {
    expect(sentAt(steps)).toEqual([])
  })
})

describe('a second message', () => {
  test('goes with the next press', () => {
    expect(sentAt([enter(), up, enter(), up])).toEqual([0, 2])
    const first = [start, update('한'), composingEnter, end('한'), timer, enter(), up]
    expect(sentAt([...first, ...first])).toEqual([4, 11])
  })

  test('goes also where the release of the first Enter was not seen', () => {
    const first = [start, update('한'), composingEnter, end('한'), timer]
    expect(sentAt([...first, start, update('글'), composingEnter, end('글'), timer])).toEqual([4, 9])
  })
})

test('a line break of a sending Enter is told from one that was asked for', () => {
  const composition = new Composition()
  composition.down(toPress({ shiftKey: true }))
  expect(composition.breaksNoLine).toBe(false)
  composition.down(toPress({}))
  expect(composition.breaksNoLine).toBe(true)
  composition.up(ENTER)
  expect(composition.breaksNoLine).toBe(false)
})
