// A certificate for 127.0.0.1, and the authority that signed it, which nobody trusts by itself: made by openssl for the running tests.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

export interface TlsFiles {
  /** Of the authority. */
  authority: string
  certificate: string
  key: string
}

export const OPENSSL_MISSING = 'openssl: skipped, there is none here: Redis by TLS is not tried.\n'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** Removed with the running test. `name`: for which address it is. */
export function tlsFiles(name = 'IP:127.0.0.1'): TlsFiles {
  const at = (file: string): string => join(folder, file)
  const folder = temporaryFolder()
  const [authority, certificate, key] = [at('authority.pem'), at('redis.pem'), at('redis.key')]
  const root = ['-x509', ...KEY, '-keyout', at('authority.key'), '-out', authority]
  openssl('req', ...root, '-days', '2', '-subj', '/CN=authority of a test')
  const request = [...KEY, '-keyout', key, '-out', at('request.pem')]
  openssl('req', ...request, '-subj', '/CN=redis', '-addext', `subjectAltName=${name}`)
  const signing = ['-CA', authority, '-CAkey', at('authority.key'), '-copy_extensions', 'copy']
  openssl('x509', '-req', '-in', at('request.pem'), ...signing, '-days', '2', '-out', certificate)
  return { authority, certificate, key }
}

/** The options of a redis-server that has them; it asks nobody else for a certificate. */
export function tlsOptions(port: number, { authority, certificate, key }: TlsFiles): string[] {
  return [
    ...['--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', authority],
  ]
}

/** As if this process had been started with NODE_EXTRA_CA_CERTS; until the running test has finished. */
export function trust({ authority }: TlsFiles): void {
  const before = getCACertificates()
  onTestFinished(() => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, readFileSync(authority, 'utf8')])
}

function openssl(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', args)
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${String(stderr)}`)
}
