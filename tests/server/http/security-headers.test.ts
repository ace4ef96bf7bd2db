import { describe, expect, it } from 'vitest'
import { ask, createTestHost } from './test-host.ts'

describe('every answer', () => {
  it.each(['/api/host', '/api/nothing', '/api/me', '/healthz', '/metrics', '/', '/api/docs/'])(
    '%s says that nothing may be done with it but what it is for',
    async (url) => {
      const { headers } = await ask(createTestHost(), { url })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none';.*frame-ancestors 'none'/,
        ) as string,
      })
    },
  )

  it('of the API is stored nowhere, because it may hold a token', async () => {
    const { headers } = await ask(createTestHost(), { url: '/api/host' })
    expect(headers['cache-control']).toBe('no-store')
  })
})
