import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../scripts/freshness.ts'

/** Runs a script as if Node had this version. */
function runOn(version: string, ...args: string[]) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const command = [
    '--import',
    `data:text/javascript,${encodeURIComponent(pretend)}`,
    join(ROOT, 'scripts/run.mjs'),
    ...args,
  ]
  return spawnSync(process.execPath, command, { encoding: 'utf8' })
}

test.each(['12.22.0', '20.19.5', '22.17.1'])('on Node %s, one sentence says what to do', (version) => {
  const { status, stdout, stderr } = runOn(version, 'serve', '--help')
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(`this is ${version}: install`)
  expect(stderr.trim()).not.toContain('\n')
})

test.each(['22.18.0', '24.0.0'])('on Node %s, the script runs', (version) => {
  const { status, stdout } = runOn(version, 'serve', '--help')
  expect(stdout).toContain('Usage: npm run serve')
  expect(status).toBe(0)
})
