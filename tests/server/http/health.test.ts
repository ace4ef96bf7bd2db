import { describe, expect, it } from 'vitest'
import { ask, createTestHost } from './test-host.ts'

describe('health', () => {
  it('lives while the process does, and is ready when the host says so', async () => {
    const host = createTestHost()
    expect(await ask(host, { url: '/readyz' })).toMatchObject({ status: 200, body: { ok: true } })
    host.ready = false
    expect(await ask(host, { url: '/healthz' })).toMatchObject({ status: 200, body: { ok: true } })
    expect(await ask(host, { url: '/readyz' })).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } })
  })

  it('is told to whoever asks by whatever name', async () => {
    const headers = { host: 'node-3.cluster.example', origin: 'https://elsewhere.example' }
    expect((await ask(createTestHost(), { url: '/healthz', headers })).status).toBe(200)
  })
})
