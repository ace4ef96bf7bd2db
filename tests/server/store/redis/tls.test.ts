// Redis by TLS, in each of its forms: who signed its certificate has to be trusted, and what is wrong is said.
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { freePorts } from '../../../support/free-ports.ts'
import { runHost, startHost } from '../../../support/host-process.ts'
import { startRedisCluster } from '../../../support/redis/redis-cluster.ts'
import { redisProgram } from '../../../support/redis/redis-program.ts'
import { startSentinels } from '../../../support/redis/redis-sentinels.ts'
import { IN_MEMORY, startRedis } from '../../../support/redis/redis-server.ts'
import {
  hasOpenssl,
  OPENSSL_MISSING,
  tlsFiles,
  tlsOptions,
  trust,
  type TlsFiles,
} from '../../../support/redis/tls-files.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { fault, opened } from './opening.ts'

/** Its port for TLS; `more` stands before all other options. */
async function startSecret(files: TlsFiles, ...more: string[]): Promise<number> {
  const [port = 0] = await freePorts(1)
  await startRedis([...IN_MEMORY, ...tlsOptions(port, files), ...more])
  return port
}

async function isUsable(url: string): Promise<void> {
  const { link } = await opened(url)
  const heard: string[] = []
  const channel = link.keys.topic('a')
  await link.channels.follow(channel, { hear: (message) => heard.push(message.toString()), missed: () => {} })
  await link.channels.send(channel, 'by TLS')
  await vi.waitFor(() => expect(heard).toEqual(['by TLS']), { timeout: 20_000 })
}

const missing = redisProgram() === null || (!hasOpenssl && process.env['CI'] !== 'true')
if (!hasOpenssl) process.stdout.write(OPENSSL_MISSING)

describe.skipIf(missing)('Redis by TLS', { timeout: 60_000 }, () => {
  it('[RS14] is used where who signed its certificate is trusted', async () => {
    const files = tlsFiles()
    trust(files)
    await isUsable(`rediss://127.0.0.1:${await startSecret(files)}`)
  })

  it('[RS14] is used in a Cluster', async () => {
    const files = tlsFiles()
    const { url } = await startRedisCluster({ tls: files })
    expect(await fault(url)).toMatchObject({
      code: 'REDIS_UNTRUSTED',
      message: expect.stringContaining('self-signed certificate') as string,
    })
    trust(files)
    await isUsable(url)
  })

  it('[RS14] is used with Sentinels, for them and for their master', async () => {
    const files = tlsFiles()
    const { url } = await startSentinels({ tls: files })
    const { code, message } = await fault(url)
    expect([code, message]).toEqual([
      'REDIS_UNTRUSTED',
      expect.stringMatching(/^One of the Sentinels at .*self-signed/),
    ])
    trust(files)
    await isUsable(url)
  })

  it('[RS9] [RS14] says whom it does not trust, and how to', async () => {
    const files = tlsFiles()
    const port = await startSecret(files)
    expect(await fault(`rediss://127.0.0.1:${port}`)).toMatchObject({
      code: 'REDIS_UNTRUSTED',
      message: expect.stringMatching(
        /cannot be trusted: self-signed certificate.*; NODE_EXTRA_CA_CERTS names/,
      ) as string,
    })
    trust(files)
    expect(await fault(`rediss://localhost:${port}`)).toMatchObject({
      code: 'REDIS_UNTRUSTED',
      message: expect.stringMatching(/cannot be trusted: .*localhost[^;]*\.$/) as string,
    })
  })

  it('[RS9] [RS14] says where TLS is spoken on one side alone, or more is asked for', async () => {
    const files = tlsFiles()
    trust(files)
    const port = await startSecret(files)
    expect(await fault(`redis://127.0.0.1:${port}`)).toMatchObject({
      code: 'REDIS_UNREACHABLE',
      message: expect.stringContaining('; if it speaks TLS, its URL begins with rediss') as string,
    })
    const plain = await startRedis()
    expect(await fault(`rediss://${plain.address}`)).toMatchObject({
      code: 'REDIS_UNREACHABLE',
      message: expect.stringContaining('cannot be reached by TLS: ') as string,
    })
    const strict = await startSecret(files, '--tls-auth-clients', 'yes')
    // Its word for it may be lost with the connection.
    expect((await fault(`rediss://127.0.0.1:${strict}`)).message).toContain('it needs tls-auth-clients no')
  })

  it('[RS14] is trusted by a host that is started with NODE_EXTRA_CA_CERTS, and by no other', async () => {
    const files = tlsFiles()
    const redis = ['--redis', `rediss://127.0.0.1:${await startSecret(files)}`]
    const refused = await runHost(...redis, '--port', '0', '--data', temporaryFolder())
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain('NODE_EXTRA_CA_CERTS')
    vi.stubEnv('NODE_EXTRA_CA_CERTS', files.authority)
    onTestFinished(() => void vi.unstubAllEnvs())
    const host = await startHost(...redis)
    expect((await fetch(`${host.http}/readyz`)).status).toBe(200)
  })
})
