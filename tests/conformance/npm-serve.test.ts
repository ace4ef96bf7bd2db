// The host as people start it from a terminal or a service: through npm, which puts a shell between itself and the program.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

it.skipIf(process.platform === 'win32')('stops with the npm that it was started by', async () => {
  const data = temporaryFolder()
  const npm = spawn('npm', ['run', 'serve', '--', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void npm.kill('SIGTERM'))
  const lines = createInterface({ input: npm.stdout })
  let http = ''
  for await (const line of lines) {
    if (!line.startsWith('{')) continue
    http = (JSON.parse(line) as { http: string }).http
    break
  }
  expect((await fetch(`${http}/healthz`)).status).toBe(200)
  // Its end of the pipe stays open for as long as the host runs.
  const gone = new Promise((resolve) => npm.stdout.once('close', resolve))
  npm.kill('SIGTERM')
  npm.stdout.resume()
  await gone
  await expect(fetch(`${http}/healthz`)).rejects.toThrow()
})
