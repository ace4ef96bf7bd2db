import { expect, test } from 'vitest'
import { hasDisplay, insteadOfWindow, toLetOthersIn } from '../../scripts/display.ts'

test('Linux needs X11 or Wayland for a window', () => {
  expect(hasDisplay('linux', {})).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true)
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
})

test('Windows and macOS always have a place for it', () => {
  expect(hasDisplay('win32', {})).toBe(true)
  expect(hasDisplay('darwin', {})).toBe(true)
})

test.each(['NO_DISPLAY', 'NO_ELECTRON', 'ELECTRON_FAILED'] as const)(
  '%s is one line with the address',
  (reason) => {
    const line = insteadOfWindow(reason, 'http://127.0.0.1:7420')
    expect(line).toContain('http://127.0.0.1:7420')
    expect(line).not.toContain('\n')
  },
)

test('who lets others in stops the host and starts it again with a password', () => {
  expect(toLetOthersIn('k3fw-9zqa-hm2p')).toMatch(
    /Ctrl\+C.*npm start -- --host 0\.0\.0\.0 --password k3fw-9zqa-hm2p$/,
  )
})
