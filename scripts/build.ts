// Builds the bundles into out/. `npm run build` makes all of them; with names, only those.
import { resolveConfig } from 'electron-vite'
import { build } from 'vite'
import { ALL_BUNDLES, sourceHash, stamp, type Bundle } from './freshness.ts'

export async function run(args: readonly string[]): Promise<number> {
  const bundles = ALL_BUNDLES.filter((bundle) => args.length === 0 || args.includes(bundle))
  process.env['NODE_ENV_ELECTRON_VITE'] = 'production'
  const { config } = await resolveConfig({}, 'build', 'production')
  for (const bundle of bundles) await buildBundle(bundle, config?.[bundle])
  return 0
}

async function buildBundle(bundle: Bundle, config: object | undefined): Promise<void> {
  if (config === undefined) throw new Error(`electron.vite.config.ts has no ${bundle}`)
  const hash = await sourceHash(bundle)
  await build({ ...config, logLevel: 'warn' })
  await stamp(bundle, hash)
  console.error(`Built ${bundle}.`)
}
