import { expect, test, vi } from 'vitest'
import { HostChild, toStarted } from '../../main/host-child.ts'
import { FakeChild } from './fake-child.ts'

test('reads the port from the line that says it listens', () => {
  const line =
    '{"event":"listening","http":"http://0.0.0.0:7420","ws":"ws://0.0.0.0:7420/ws","stomp":null,"data":"/d"}'
  expect(toStarted(line)).toEqual({ ok: true, port: 7420 })
})

test('reads why the start failed', () => {
  const line = '{"event":"failed","code":"DATA_UNREADABLE","message":"chat.sqlite is not a database."}'
  expect(toStarted(line)).toEqual({
    ok: false,
    code: 'DATA_UNREADABLE',
    detail: 'chat.sqlite is not a database.',
  })
})

test.each(['', 'warming up', '{"event":"other"}', '{"event":"listening"}', 'null', '{'])(
  'passes over %j',
  (line) => expect(toStarted(line)).toBeNull(),
)

test('keeps the last twenty lines of stderr', async () => {
  const process = new FakeChild([], {})
  const child = new HostChild(process)
  for (let line = 1; line <= 30; line += 1) process.stderr.write(`line ${line}\n`)
  process.ends(1)
  await child.exited
  expect(child.lastWords.split('\n')).toHaveLength(20)
  expect(child.lastWords).toMatch(/line 30$/)
})

test('ends by force a child that does not stop in ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const fake = new FakeChild([], {})
  fake.pid = 4_242
  fake.stubborn = true
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    fake.ends(137)
    return true
  })
  const stopped = new HostChild(fake).stop()
  vi.advanceTimersByTime(9_999)
  expect(kill).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  await stopped
  expect(kill).toHaveBeenCalledWith(4_242, 'SIGKILL')
  vi.restoreAllMocks()
  vi.useRealTimers()
})
