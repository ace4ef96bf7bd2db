// Tells whether a bundle in out/ was made from the sources as they are now, by a hash of their contents.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..')

/** The bundles: what each is made from, and the file that shows it was made. */
const BUNDLES = {
  renderer: { from: ['renderer', 'protocol'], makes: 'out/renderer/index.html' },
  main: { from: ['main', 'protocol', 'server'], makes: 'out/main/main.js' },
  preload: { from: ['main', 'protocol'], makes: 'out/preload/preload.cjs' },
} as const
export type Bundle = keyof typeof BUNDLES

export const ALL_BUNDLES = Object.keys(BUNDLES) as Bundle[]

const CONFIGURATION = ['electron.vite.config.ts', 'package.json', 'package-lock.json']

const stampOf = (bundle: Bundle) => join(ROOT, 'out', `${bundle}.stamp`)

/** Those of the bundles that are missing or older than their sources. */
export async function staleBundles(bundles: readonly Bundle[]): Promise<Bundle[]> {
  const fresh = await Promise.all(bundles.map(isFresh))
  return bundles.filter((_, index) => !fresh[index])
}

/** The hash of what the bundle is made from. Taken before building, so that an edit meanwhile makes it stale again. */
export async function sourceHash(bundle: Bundle): Promise<string> {
  const hash = createHash('sha256')
  const folders = await Promise.all(BUNDLES[bundle].from.map(filesUnder))
  for (const file of [...CONFIGURATION, ...folders.flat().sort()]) {
    hash.update(`${file}\0`).update(await readFile(join(ROOT, file)))
  }
  return hash.digest('hex')
}

/** Notes that the bundle is now made from the sources with this hash. */
export async function stamp(bundle: Bundle, hash: string): Promise<void> {
  await mkdir(join(ROOT, 'out'), { recursive: true })
  await writeFile(stampOf(bundle), hash)
}

async function isFresh(bundle: Bundle): Promise<boolean> {
  if (!existsSync(join(ROOT, BUNDLES[bundle].makes)) || !existsSync(stampOf(bundle))) return false
  return (await readFile(stampOf(bundle), 'utf8')) === (await sourceHash(bundle))
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
}
