import { Gauge } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { ask, createTestHost } from './test-host.ts'

describe('GET /metrics', () => {
  it('tells of the process, of requests by route, and of what others put into the registry', async () => {
    const host = createTestHost()
    new Gauge({ name: 'sarangbang_sessions', help: 'x', registers: [host.registry] }).set(3)
    await ask(host, { url: '/api/host?secret' })
    await ask(host, { url: '/api/rooms/abc123' })
    await ask(host, { url: '/nowhere/1' })
    const { status, text, headers } = await ask(host, { url: '/metrics' })
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toContain('process_cpu_seconds_total')
    expect(text).toContain('sarangbang_sessions 3')
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/host",status="200"} 1',
    )
    expect(text).toContain('route="/api/rooms/:roomId",status="401"')
    expect(text).toContain('route="none",status="404"')
    for (const address of ['secret', 'abc123', 'nowhere']) expect(text).not.toContain(address)
  })

  it.each([
    ['127.0.0.1', 200],
    ['127.8.9.10', 200],
    ['::1', 200],
    ['::ffff:127.0.0.1', 200],
    ['192.168.0.9', 403],
    ['::ffff:192.168.0.9', 403],
    ['fe80::1', 403],
  ])('answers %s with %i', async (remoteAddress, status) => {
    expect((await ask(createTestHost(), { url: '/metrics', remoteAddress })).status).toBe(status)
    expect((await ask(createTestHost(), { url: '/healthz', remoteAddress })).status).toBe(200)
  })

  it('says why it refuses other computers, whatever they say of themselves', async () => {
    const headers = { host: '127.0.0.1:7420', 'x-forwarded-for': '127.0.0.1' }
    const answer = await ask(createTestHost(), { url: '/metrics', remoteAddress: '10.0.0.2', headers })
    expect(answer).toMatchObject({ status: 403, body: { code: 'LOCAL_ONLY' } })
  })

  it.each([{ host: 'evil.example' }, { host: '127.0.0.1', origin: 'https://evil.example' }])(
    'refuses pages of others: %j',
    async (headers) => {
      const answer = await ask(createTestHost(), { url: '/metrics', headers })
      expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_ALLOWED' } })
    },
  )
})
