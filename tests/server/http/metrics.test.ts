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
})
