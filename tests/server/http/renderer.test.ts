import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ask, createTestHost } from './test-host.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'renderer-'))
mkdirSync(path.join(dir, 'assets'))
writeFileSync(path.join(dir, 'index.html'), '<!doctype html><title>page</title>')
writeFileSync(path.join(dir, 'assets', 'main-abc123.js'), 'export {}')
writeFileSync(path.join(dir, 'favicon.svg'), '<svg/>')
writeFileSync(path.join(dir, '.hidden'), 'hidden')
afterAll(() => rmSync(dir, { recursive: true }))

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const get = (url: string, headers = {}) => ask(createTestHost({ rendererDir: dir }), { url, headers })

describe('the page', () => {
  it.each(['/', '/index.html', '/rooms/abc', '/join?code=1'])(
    'is what a browser finds at %s',
    async (url) => {
      const { status, text, headers } = await get(url, browser)
      expect([status, text]).toEqual([200, '<!doctype html><title>page</title>'])
      expect(headers['cache-control']).toBe('no-cache')
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
          "manifest-src 'self'; worker-src blob:; connect-src 'self' ws: wss: http: https:; " +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
    },
  )

  it('has files that are kept for ever where their names change with them', async () => {
    const asset = await get('/assets/main-abc123.js')
    expect(asset).toMatchObject({ status: 200, text: 'export {}' })
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript') as string,
    })
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  it.each(['/api/x', '/api', '/ws', '/ws/x', '/healthz/x', '/metrics/x'])(
    'is not found at %s',
    async (url) => {
      expect(await get(url, browser)).toMatchObject({ status: 404, body: { code: 'NO_SUCH_PATH' } })
    },
  )

  it.each([
    '/.hidden',
    '/assets/none.js',
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])('shows nothing else of the disk: %s', async (url) => {
    const { status, text } = await get(url)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(JSON.parse(text)).toHaveProperty('code')
  })

  it.each([undefined, path.join(dir, 'none')])('where it is not built, / says what to do: %s', async (at) => {
    const host = createTestHost(at === undefined ? {} : { rendererDir: at })
    for (const url of ['/', '/rooms/abc']) {
      const { status, text } = await ask(host, { url, headers: browser })
      expect(status).toBe(503)
      expect(text).toContain('npm run build')
    }
    expect((await ask(host, { url: '/api/host' })).status).toBe(200)
  })
})
