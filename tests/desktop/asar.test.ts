import { extractAll, extractFile, listPackage } from '@electron/asar'
import { build, Platform, type Configuration } from 'electron-builder'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { ROOT } from '../../scripts/freshness.ts'
import { person } from '../conformance/people.ts'
import { found } from '../conformance/talked-host.ts'
import { HostProcess } from '../support/host-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { fusesOf, writeStubElectron } from './stub-electron.ts'

// The stub stands for Linux' Electron; the other systems pack by the same rules.
describe.skipIf(process.platform !== 'linux')('what is packed', () => {
  let folder: string
  let packed: string
  let files: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sarangbang-packed-'))
    await pack(folder)
    packed = join(folder, 'dist/linux-unpacked')
    files = listPackage(join(packed, 'resources/app.asar'), { isPack: false })
    extractAll(join(packed, 'resources/app.asar'), join(folder, 'app'))
  }, 120_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('the bundles and the manifest', () => {
    const bundles = [
      '/out/main/main.js',
      '/out/main/server.js',
      '/out/main/checkpoint-thread.js',
      '/out/main/replica-thread.js',
      '/out/main/search-thread.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
    ]
    expect(files).toEqual(expect.arrayContaining([...bundles, '/package.json']))
    expect(topFolders(files)).toEqual(['node_modules', 'out', 'package.json'])
  })

  test('the program that the manifest starts', () => {
    const inside = JSON.parse(extractFile(join(packed, 'resources/app.asar'), 'package.json').toString()) as {
      main: string
    }
    expect(files).toContain(`/${inside.main}`)
  })

  test('the dependencies, and none that only development needs', () => {
    const modules = modulesIn(files)
    expect(modules).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)))
    const unwanted = [...Object.keys(manifest.devDependencies), ...Object.keys(manifest.optionalDependencies)]
    expect(modules.filter((name) => unwanted.includes(name))).toEqual([])
  })

  test("SQLite's library for this system alone, outside the archive where it can be loaded", () => {
    const library = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([`/${library}`])
    expect(existsSync(join(packed, 'resources/app.asar.unpacked', library))).toBe(true)
  })

  test('no sources, no maps, no tests', () => {
    const left = files.filter((file) =>
      /\.(ts|svelte|map|cpp|stamp)$|\.test\.|^\/(tests|docs|scripts|build)\//.test(file),
    )
    expect(left).toEqual([])
  })

  test.each([
    ['in its folder', []],
    ['on Redis', ['--redis', 'mock']],
  ])(
    'the packed host runs %s on what is packed: it has the page, and finds what was said',
    async (_where, args) => {
      const host = new HostProcess(temporaryFolder(), args, [join(folder, 'app/out/main/server.js')])
      onTestFinished(() => host.dispose())
      await host.start()
      expect(await (await fetch(host.http)).text()).toContain('<title>Sarangbang</title>')
      const { rest, stomp } = await person(host, '하늘')
      const { roomId } = await rest.createRoom('방')
      await stomp.enter(roomId)
      await stomp.talk(roomId, '그대화가 Hello')
      expect(await found(host, rest, '대화')).toEqual(['그대화가 Hello'])
      expect(host.reported).toEqual([])
    },
  )

  test('fuses: nothing but the packed program runs', async () => {
    // Off, on: run as Node; encrypted cookies; NODE_OPTIONS; --inspect; archive checked; only the archive; untouched; file:// rights.
    expect(fusesOf(await readFile(join(packed, 'sarangbang')))).toBe('01001100')
  })
})

async function pack(folder: string): Promise<void> {
  const electronDist = join(folder, 'electron')
  await writeStubElectron(electronDist, manifest.devDependencies.electron)
  const config: Configuration = {
    extends: join(ROOT, 'electron-builder.yml'),
    electronDist,
    electronVersion: manifest.devDependencies.electron,
    directories: { output: join(folder, 'dist') },
  }
  await build({ projectDir: ROOT, targets: Platform.LINUX.createTarget('dir'), config, publish: 'never' })
}

function topFolders(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => file.split('/')[1] ?? ''))].sort()
}

/** The packages, with their scope; also those inside others. */
function modulesIn(files: readonly string[]): string[] {
  const names = files.map(
    (file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(file)?.[1] ?? '',
  )
  return [...new Set(names)].filter((name) => name !== '')
}
