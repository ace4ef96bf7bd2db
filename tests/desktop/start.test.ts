import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '../../scripts/freshness.ts'

let folder: string
let started: ChildProcess | null = null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sarangbang-start-'))
})
afterEach(async () => {
  started?.kill()
  await rm(folder, { recursive: true, force: true })
})

/** `npm start` in an environment, and the first line that it says. */
async function start(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; line: string }> {
  const args = ['start', '--port', '0', '--data', folder]
  const child = spawn(process.execPath, [join(ROOT, 'scripts/run.mjs'), ...args], {
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started = child
  const said = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const ended = once(child, 'exit').then(([code]) => [`ended with ${String(code)}`])
  const [line = ''] = await Promise.race([said, ended])
  return { child, line }
}

/** The page is there; a signal ends everything in order. */
async function expectUsable({ child, line }: { child: ChildProcess; line: string }): Promise<void> {
  const url = /open (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1] ?? ''
  expect(await (await fetch(url)).text()).toContain('<title>Sarangbang</title>')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  await expect(fetch(url)).rejects.toThrow()
}

test.runIf(process.platform === 'linux')(
  'without a display, the interface is in the browser, and one line says so',
  async () => {
    const app = await start({})
    expect(app.line).toMatch(/^There is no display here .* open http/)
    await expectUsable(app)
  },
)

test('without Electron, too', async () => {
  const app = await start({ DISPLAY: ':999', BROWSER: 'true', ELECTRON_OVERRIDE_DIST_PATH: folder })
  expect(app.line).toMatch(/^Electron could not be downloaded .* open http/)
  await expectUsable(app)
})

/** An Electron that is a shell script. */
async function electronThat(script: string): Promise<NodeJS.ProcessEnv> {
  await writeFile(join(folder, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { DISPLAY: ':999', BROWSER: 'true', ELECTRON_OVERRIDE_DIST_PATH: folder }
}

test.runIf(process.platform === 'linux')('where Electron ends at once, too', async () => {
  const app = await start(await electronThat('exit 1'))
  expect(app.line).toMatch(/^Electron could not start.* open http/)
  await expectUsable(app)
})

test.runIf(process.platform === 'linux')('where Electron runs, it is all that runs', async () => {
  const { child, line } = await start(await electronThat('echo "$@"'))
  expect(line).toBe(`${ROOT} --port 0 --data ${folder}`)
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})
