import { expect, test, vi } from 'vitest'
import { answerCalls, type Calls, type Handlers } from '../../main/calls.ts'
import { DEFAULT_SETTINGS, DESKTOP_CALLS } from '../../protocol/desktop.ts'

const STOPPED = { state: 'stopped' } as const

/** The channels as Electron would have them, called by `'ours'` or by somebody else. */
function channels() {
  const handlers = {
    'host:state': vi.fn(() => STOPPED),
    'host:start': vi.fn(() => STOPPED),
    'host:stop': vi.fn(() => STOPPED),
    'settings:read': vi.fn(() => DEFAULT_SETTINGS),
    'settings:change': vi.fn(() => DEFAULT_SETTINGS),
  } satisfies Handlers
  const registered = new Map<string, (caller: string, ...args: unknown[]) => unknown>()
  const calls: Calls<string> = { handle: (channel, onCall) => void registered.set(channel, onCall) }
  answerCalls(calls, (caller) => caller === 'ours', handlers)
  const call = (caller: string, channel: string, ...args: unknown[]) =>
    registered.get(channel)?.(caller, ...args)
  return { handlers, registered, call }
}

test('every call of the contract is answered', () => {
  const { registered } = channels()
  expect([...registered.keys()]).toEqual(Object.keys(DESKTOP_CALLS))
})

test('a good call reaches its handler with its argument', () => {
  const { handlers, call } = channels()
  expect(call('ours', 'host:start', { reach: 'computer', name: 'Home' })).toEqual(STOPPED)
  expect(handlers['host:start']).toHaveBeenCalledWith({ reach: 'computer', name: 'Home' })
  expect(call('ours', 'settings:change', { theme: 'dark' })).toEqual(DEFAULT_SETTINGS)
})

test.each(Object.keys(DESKTOP_CALLS))('%s is refused to another page', (channel) => {
  const { handlers, call } = channels()
  expect(() => call('theirs', channel)).toThrow('not for this page')
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled()
})

test.each([
  ['host:start', undefined],
  ['host:start', { reach: 'everywhere', name: 'Home' }],
  ['host:start', { reach: 'computer', name: '' }],
  ['host:start', { reach: 'computer', name: 'x'.repeat(201) }],
  ['host:stop', { force: true }],
  ['settings:change', { theme: 'pink' }],
  ['settings:change', 'dark'],
])('%s refuses %j', (channel, argument) => {
  const { handlers, call } = channels()
  expect(() => call('ours', channel, argument)).toThrow('does not take this argument')
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled()
})

test('a second argument is refused', () => {
  const { call } = channels()
  expect(() => call('ours', 'host:state', undefined, 1)).toThrow('does not take this argument')
})

test('the window cannot make the program host by changing the settings', () => {
  const { call } = channels()
  const argument = { hosting: { reach: 'network', name: 'Home' } }
  expect(() => call('ours', 'settings:change', argument)).toThrow('does not take this argument')
})
