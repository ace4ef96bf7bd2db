// The host as a program: what it prints when it starts, why it does not, and with which exit code.
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runHost, startHost } from '../support/host-process.ts'
import { hostInfo } from '../support/rest-calls.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const line = (stdout: string): unknown => JSON.parse(stdout)

describe('starting', () => {
  it('says where it listens, on this computer only, and plain STOMP only where it was asked for', async () => {
    const host = await startHost()
    expect(host.http).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(host.ws).toBe(`${host.http.replace('http', 'ws')}/ws`)
    expect(() => host.stomp).toThrow()
  })

  it('takes its name, says whether it has a password, and never says the password', async () => {
    const host = await startHost('--name', '우리 집', '--password', '열려라', '--stomp-port', '0')
    expect(await hostInfo(host.http)).toMatchObject({ name: '우리 집', password: true })
    expect(host.stomp).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/)
    expect(await (await fetch(`${host.http}/api/host`)).text()).not.toContain('열려라')
  })
})

describe('not starting', () => {
  it('DATA_IN_USE where another host has the folder, which goes on', async () => {
    const first = await startHost()
    const second = await runHost('--port', '0', '--data', first.data)
    expect(second.code).toBe(1)
    expect(line(second.stdout)).toMatchObject({ event: 'failed', code: 'DATA_IN_USE' })
    expect(second.stderr).toContain(first.data)
    expect((await fetch(`${first.http}/healthz`)).status).toBe(200)
  })

  it('PORT_TAKEN where another program has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const run = await runHost('--port', String(port), '--data', temporaryFolder())
    expect(run.code).toBe(1)
    expect(line(run.stdout)).toMatchObject({ event: 'failed', code: 'PORT_TAKEN' })
    expect(run.stderr).toContain(String(port))
  })

  it('ADDRESS_UNAVAILABLE where this computer has no such address', async () => {
    const run = await runHost('--host', '192.0.2.1', '--port', '0', '--data', temporaryFolder())
    expect(run.code).toBe(1)
    expect(line(run.stdout)).toMatchObject({ event: 'failed', code: 'ADDRESS_UNAVAILABLE' })
  })

  it.each([
    [['--port', 'many'], '--port'],
    [['--port', '70000'], '--port'],
    [['--port'], '--port'],
    [['--prot', '1'], '--prot'],
    [['8080'], '8080'],
    [['--password', ''], '--password'],
    [['--durability', 'none'], '--durability'],
    [['--origin', 'example'], '--origin'],
    [['--redis', 'http://127.0.0.1'], '--redis'],
    [['--redis-prefix', 'a'], '--redis-prefix'],
  ])('%j: exit code 2 and a sentence about it', async (args, named) => {
    const run = await runHost(...args)
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain(named)
    expect(run.stderr.trim()).toMatch(/^[^\n]+\.$/)
  })
})

describe('asking', () => {
  it('--help prints every option and exits', async () => {
    const run = await runHost('--help')
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const options = [
      'host',
      'port',
      'data',
      'redis',
      'name',
      'password',
      'stomp-port',
      'origin',
      'durability',
    ]
    for (const option of options) expect(run.stdout).toContain(`--${option} `)
  })

  it('--version prints the version and exits', async () => {
    expect(await runHost('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    })
  })
})
