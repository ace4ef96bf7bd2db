// What a host that keeps all in its folder does not load: it is on many desktops, and Redis on none of them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const SERVE = new URL('../../server/serve.ts', import.meta.url).href

/** Has the server's modules loaded by a process of their own, which tells the packages that came with them. */
const PROGRAM = `
  import { createRequire } from 'node:module'
  await import(${JSON.stringify(SERVE)})
  const files = Object.keys(createRequire(import.meta.url).cache)
  const names = files.flatMap((file) => file.split(/node_modules[\\\\/]/).at(-1).split(/[\\\\/]/)[0])
  console.log(JSON.stringify([...new Set(names)]))
`

it('loads what speaks with Redis where it is asked for alone', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM])
  const packages = JSON.parse(stdout) as string[]
  expect(packages).toContain('better-sqlite3')
  expect(packages.filter((name) => name.startsWith('ioredis'))).toEqual([])
})
