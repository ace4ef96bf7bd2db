import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HostState } from '../../protocol/desktop.ts'
import { chromiumPath } from '../support/chromium.ts'
import type { Desktop } from './desktop-app.ts'
import { launchDesktop, launchedOn } from './launch-desktop.ts'
import { call, messages, settledHost, signIn, talk } from './page-side.ts'

const OPTIONS = { reach: 'computer', name: 'Spec' } as const

describe.skipIf(launchedOn === 'the stand-in' && chromiumPath() === null)(
  `the desktop app on ${launchedOn}`,
  () => {
    let folder: string
    let desktop: Desktop
    let elsewhere: Server
    let foreignUrl: string
    const visits: (string | undefined)[] = []

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'sarangbang-desktop-'))
      elsewhere = createServer((request, response) => {
        visits.push(request.url)
        response.end('<title>elsewhere</title>')
      })
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
      foreignUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
      desktop = await launched()
    })
    afterAll(async () => {
      await desktop.quit()
      elsewhere.close()
      await rm(folder, { recursive: true, force: true })
    })

    async function launched(): Promise<Desktop> {
      const app = await launchDesktop({ folder })
      if (app === null) throw new Error('The app did not start.')
      await app.page.waitForLoadState()
      return app
    }

    async function hosting(): Promise<HostState & { state: 'running' }> {
      const state = await settledHost(desktop.page)
      if (state.state !== 'running') throw new Error(`The host is ${JSON.stringify(state)}`)
      return state
    }

    test('the window has the interface, and a policy that runs nothing else', async () => {
      expect(await desktop.page.title()).toBe('Sarangbang')
      const answer = await desktop.page.evaluate(`fetch('/index.html').then((answer) => [...answer.headers])`)
      const headers = new Map(answer as [string, string][])
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
      const ran = await desktop.page.evaluate(`{
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.head.append(script)
      window.ran === true
    }`)
      expect(ran).toBe(false)
    })

    test('the page has the preload and nothing of Node', async () => {
      expect(await desktop.page.evaluate(`Object.keys(window.sarangbang).sort()`)).toEqual(['call', 'on'])
      expect(await desktop.page.evaluate(`[typeof require, typeof process, typeof module]`)).toEqual(
        Array(3).fill('undefined'),
      )
    })

    test('it stays where it is: no navigation', async () => {
      await desktop.page.evaluate(`{ location.href = '${foreignUrl}away' }`)
      // This leaves after the navigation would have, for the same place.
      await desktop.page.evaluate(`fetch('${foreignUrl}marker', { mode: 'no-cors' }).then(() => 'arrived')`)
      expect(visits).toEqual(['/marker'])
      expect(await desktop.page.evaluate(`location.href`)).toContain('sarangbang')
    })

    test('no second window: links to the web go to the browser, others nowhere', async () => {
      await desktop.page.evaluate(`{ window.open('${foreignUrl}'); window.open('file:///etc/hostname') }`)
      await expect.poll(() => desktop.openedOutside()).toEqual([foreignUrl])
      await expect.poll(() => desktop.page.context().pages().length).toBe(1)
    })

    test('a call with another argument is refused', async () => {
      await expect(call(desktop.page, 'host:start', { reach: 'world', name: 'x' })).rejects.toThrow(
        'does not take',
      )
      await expect(call(desktop.page, 'settings:change', { hosting: OPTIONS })).rejects.toThrow(
        'does not take',
      )
      await expect(call(desktop.page, 'app:quit')).rejects.toThrow('There is no call')
      expect(await call(desktop.page, 'host:state')).toEqual({ state: 'stopped' })
    })

    test('a call of a page that is not ours is refused', async () => {
      const foreign = await desktop.openForeign(foreignUrl)
      await expect(call(foreign, 'host:start', OPTIONS)).rejects.toThrow('not for this page')
      await expect(call(foreign, 'settings:read')).rejects.toThrow('not for this page')
      await foreign.close()
    })

    test('settings are answered as they were changed', async () => {
      expect(await call(desktop.page, 'settings:change', { language: 'ko' })).toMatchObject({
        language: 'ko',
      })
      expect(await call(desktop.page, 'settings:read')).toMatchObject({ language: 'ko', hosting: null })
    })

    test('a second start brings the window forward and goes', async () => {
      expect(await launchDesktop({ folder })).toBeNull()
      await expect.poll(() => desktop.timesFocused()).toBe(1)
    })

    test('hosts, the page signs in and talks; quitting flushes; the next start hosts again', async () => {
      const heard = desktop.page.evaluate(
        `new Promise((resolve) => window.sarangbang.on('host:changed', resolve))`,
      )
      expect(await call(desktop.page, 'host:start', OPTIONS)).toMatchObject({
        state: 'running',
        addresses: [],
      })
      expect(await heard).toEqual({ state: 'starting' })
      const { url } = await hosting()
      const roomId = await talk(desktop.page, url, await signIn(desktop.page, url), '안녕하세요')

      expect(await desktop.quit()).toBe(0)
      await expect(fetch(url)).rejects.toThrow()
      // SQLite takes its write-ahead log away when it is closed in order.
      expect((await readdir(join(folder, 'data'))).filter((file) => file.endsWith('-wal'))).toEqual([])

      desktop = await launched()
      const again = await hosting()
      const token = await signIn(desktop.page, again.url)
      expect(await messages(desktop.page, again.url, token, roomId)).toEqual(['안녕하세요'])
      expect(await call(desktop.page, 'settings:read')).toMatchObject({ language: 'ko', hosting: OPTIONS })
    })

    test('a host that was stopped is not there, and not at the next start', async () => {
      const { url } = await hosting()
      expect(await call(desktop.page, 'host:stop')).toEqual({ state: 'stopped' })
      await expect(fetch(url)).rejects.toThrow()
      expect(await call(desktop.page, 'settings:read')).toMatchObject({ hosting: null })
    })
  },
)
