// `npm run package`: the desktop app for this system, into dist/. Arguments go to electron-builder, such as --dir.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runChild } from './child.ts'
import { ensureBuilt } from './ensure-built.ts'
import { ALL_BUNDLES, ROOT } from './freshness.ts'

export async function run(args: readonly string[]): Promise<number> {
  await ensureBuilt(ALL_BUNDLES)
  const builder = join(createRequire(import.meta.url).resolve('electron-builder/package.json'), '../cli.js')
  const config = ['--config', join(ROOT, 'electron-builder.yml')]
  const { code } = await runChild([process.execPath, builder, ...config, ...args])
  return code
}
