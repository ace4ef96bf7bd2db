import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../main/settings.ts'
import { DEFAULT_SETTINGS } from '../../protocol/desktop.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sarangbang-settings-'))
  file = join(folder, 'user/settings.json')
})
afterEach(() => rm(folder, { recursive: true }))

const PLACE = { x: 10, y: 20, width: 900, height: 700, maximized: false }

test('the first time, everything is as shipped and nowhere on disk', async () => {
  const settings = await openSettings(file)
  expect(settings.settings).toEqual(DEFAULT_SETTINGS)
  expect(settings.window).toBeNull()
  await expect(readFile(file)).rejects.toThrow('ENOENT')
})

test('what was changed is there the next time', async () => {
  const first = await openSettings(file)
  const hosting = { reach: 'network', name: '우리 집' } as const
  await first.change({ language: 'ko', hosting })
  await first.rememberWindow(PLACE)
  const next = await openSettings(file)
  expect(next.settings).toEqual({ language: 'ko', theme: 'system', hosting })
  expect(next.window).toEqual(PLACE)
})

test('the password is made once and stays', async () => {
  const first = await openSettings(file)
  const password = await first.password()
  expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/)
  expect(await first.password()).toBe(password)
  expect(await (await openSettings(file)).password()).toBe(password)
})

test('what a file of another version lacks or has otherwise is as shipped, and all else stays', async () => {
  await (await openSettings(file)).change({ theme: 'dark' })
  const stored = { settings: { language: 'fr', theme: 'dark' }, password: 'links-have-it', later: 1 }
  await writeFile(file, JSON.stringify(stored))
  const settings = await openSettings(file)
  expect(settings.settings).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' })
  expect(settings.window).toBeNull()
  expect(await settings.password()).toBe('links-have-it')
  await expect(readFile(`${file}.bad`)).rejects.toThrow('ENOENT')
})

test('a file that cannot be read stays where it is, and that is told', async () => {
  await mkdir(file, { recursive: true })
  await expect(openSettings(file)).rejects.toThrow('EISDIR')
  expect((await stat(file)).isDirectory()).toBe(true)
})

test.each([
  ['cut off', '{"settings": {"lang'],
  ['not an object', '[1, 2]'],
])('a file that is %s is kept aside, and the defaults are used', async (_what, content) => {
  await (await openSettings(file)).change({ language: 'ko' })
  await writeFile(file, content)
  const settings = await openSettings(file)
  expect(settings.settings).toEqual(DEFAULT_SETTINGS)
  expect(await readFile(`${file}.bad`, 'utf8')).toBe(content)
  await settings.change({ theme: 'dark' })
  expect((await openSettings(file)).settings.theme).toBe('dark')
})
