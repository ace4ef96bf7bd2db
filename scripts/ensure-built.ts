// Builds what is out of date before a script uses it, in a child, so that a long-lived host carries no bundler in its memory.
import { runChild } from './child.ts'
import { ROOT, staleBundles, type Bundle } from './freshness.ts'
import { join } from 'node:path'

/** Resolves when the bundles are up to date. All output goes to stderr. Throws where the build failed. */
export async function ensureBuilt(bundles: readonly Bundle[]): Promise<void> {
  const stale = await staleBundles(bundles)
  if (stale.length === 0) return
  const command = [process.execPath, join(ROOT, 'scripts/run.mjs'), 'build', ...stale]
  const { code, asked } = await runChild(command, { stdio: ['ignore', 2, 2] })
  if (asked) process.exit(code)
  if (code !== 0) throw new Error('The build failed; the reason is above.')
}
