import { expect, test } from 'vitest'
import { Host } from '../../main/host.ts'
import type { HostState } from '../../protocol/desktop.ts'
import { fakeFork, type FakeChild } from './fake-child.ts'

const HERE = { reach: 'computer', name: 'Home' } as const
const LAN = { reach: 'network', name: 'Home' } as const

/** A host over fake children, whose retries run when the test says so. */
function hostWith(onFork: (child: FakeChild, index: number) => void) {
  const { fork, children } = fakeFork(onFork)
  const states: HostState[] = []
  const retries: (() => void)[] = []
  const host = new Host(
    {
      fork,
      password: () => Promise.resolve('abcd-efgh-jkmn'),
      links: (port, password) => [`http://192.168.0.7:${port}/#password=${password}`],
      after: (_ms, callback) => {
        retries.push(callback)
        return () => void retries.splice(retries.indexOf(callback), 1)
      },
      now: () => 0,
    },
    (state) => states.push(state),
  )
  const until = (wanted: HostState['state']) => expect.poll(() => host.state.state).toBe(wanted)
  return { host, children, states, retries, until }
}

const listening = (child: FakeChild) => child.listens(7420)

test('listens on this computer only, without a password', async () => {
  const { host, children, states } = hostWith(listening)
  const running = {
    state: 'running',
    reach: 'computer',
    url: 'http://127.0.0.1:7420',
    addresses: [],
    password: null,
  }
  expect(await host.start(HERE)).toEqual(running)
  expect(children[0]?.args).toEqual(['--host', '127.0.0.1', '--port', '7420', '--name=Home'])
  expect(children[0]?.env).toEqual({})
  expect(states).toEqual([{ state: 'starting' }, running])
})

test('open to the network, it has a password that is not on the command line, and links', async () => {
  const { host, children } = hostWith(listening)
  expect(await host.start(LAN)).toMatchObject({
    reach: 'network',
    url: 'http://127.0.0.1:7420',
    password: 'abcd-efgh-jkmn',
    addresses: ['http://192.168.0.7:7420/#password=abcd-efgh-jkmn'],
  })
  expect(children[0]?.args).toContain('0.0.0.0')
  expect(children[0]?.args.join(' ')).not.toContain('abcd')
  expect(children[0]?.env).toEqual({ SARANGBANG_PASSWORD: 'abcd-efgh-jkmn' })
})

test.each(['PORT_TAKEN', 'PORT_FORBIDDEN'])('takes another port where the usual one is %s', async (code) => {
  const { host, children } = hostWith((child, index) =>
    index === 0 ? child.fails(code) : child.listens(50123),
  )
  expect(await host.start(HERE)).toMatchObject({ state: 'running', url: 'http://127.0.0.1:50123' })
  expect(children[1]?.args).toContain('0')
})

test.each(['DATA_IN_USE', 'DATA_UNREADABLE', 'DATA_TOO_NEW', 'DATA_UNFINISHED', 'DATA_MOVED'])(
  'says that it could not start for %s, and how the host puts it',
  async (fault) => {
    const { host } = hostWith((child) => child.fails(fault, 'Another host uses /data.'))
    expect(await host.start(HERE)).toEqual({ state: 'failed', fault, detail: 'Another host uses /data.' })
  },
)

test('a child that ends without a word has failed, with the end of its stderr', async () => {
  const { host } = hostWith((child) => {
    child.stderr.write('Error: no such module\n')
    child.ends(1)
  })
  const detail = 'Error: no such module'
  expect(await host.start(HERE)).toEqual({ state: 'failed', fault: 'STOPPED_UNEXPECTEDLY', detail })
})

test('stops when the child is gone, and not before', async () => {
  const { host, children } = hostWith((child) => {
    child.listens(7420)
    child.stubborn = true
  })
  await host.start(HERE)
  let stopped = false
  const stop = host.stop().then((state) => {
    stopped = true
    return state
  })
  await expect.poll(() => children[0]?.stops).toBe(1)
  expect(stopped).toBe(false)
  children[0]?.ends(0)
  expect(await stop).toEqual({ state: 'stopped' })
})

test('a start that takes its time is interrupted by a stop', async () => {
  const { host, children, states } = hostWith(() => undefined)
  const start = host.start(HERE)
  await expect.poll(() => children.length).toBe(1)
  expect(await host.stop()).toEqual({ state: 'stopped' })
  await start
  expect(states.map(({ state }) => state)).toEqual(['starting', 'stopped'])
})

test('the same options again change nothing; others start it anew', async () => {
  const { host, children } = hostWith(listening)
  await host.start(HERE)
  await host.start({ ...HERE })
  expect(children).toHaveLength(1)
  await host.start(LAN)
  expect(children).toHaveLength(2)
  expect(children[0]?.stops).toBe(1)
})

test('a crash is followed by a new start on the same port', async () => {
  const { host, children, retries, until } = hostWith((child) => child.listens(50123))
  await host.start(HERE)
  children[0]?.ends(1)
  await until('starting')
  retries.shift()?.()
  await until('running')
  expect(children[1]?.args).toContain('50123')
})

test('a host that crashes again and again has failed', async () => {
  const { host, children, retries, until } = hostWith(listening)
  await host.start(HERE)
  for (let crash = 0; crash < 3; crash += 1) {
    children.at(-1)?.ends(139)
    await until('starting')
    retries.shift()?.()
    await until('running')
  }
  children.at(-1)?.ends(139)
  await until('failed')
  const detail = 'The host ended with code 139.'
  expect(host.state).toEqual({ state: 'failed', fault: 'STOPPED_UNEXPECTEDLY', detail })
  expect(retries).toEqual([])
})

test('stopping between a crash and the next start leaves it stopped', async () => {
  const { host, children, retries, until } = hostWith(listening)
  await host.start(HERE)
  children[0]?.ends(1)
  await until('starting')
  expect(await host.stop()).toEqual({ state: 'stopped' })
  expect(retries).toEqual([])
  expect(children).toHaveLength(1)
})

test('it has failed where no child can be made', async () => {
  const { host } = hostWith(() => {
    throw new Error('no more processes')
  })
  const detail = 'Error: no more processes'
  expect(await host.start(HERE)).toEqual({ state: 'failed', fault: 'STOPPED_UNEXPECTEDLY', detail })
})
