// Debian's nginx as the load balancer of examples/cluster, in front of nodes of the test's own.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { freePorts } from './free-ports.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIGURATION = join(import.meta.dirname, '../../examples/cluster/nginx.conf')

export const NGINX_MISSING =
  'nginx: skipped, there is none here (Debian has it in the package nginx-light): the load balancer is not tried.\n'

export const hasNginx = spawnSync('nginx', ['-v'], { env: withSystemPrograms() }).status === 0

/** Starts it for the running test. Resolves with its address when it passes requests on. */
export async function startBalancer(nodePorts: readonly number[]): Promise<string> {
  const folder = temporaryFolder()
  const [port = 0] = await freePorts(1)
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configurationFor(folder, port, nodePorts))
  const own = `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;`
  const nginx = spawn('nginx', ['-p', folder, '-c', file, '-g', own], {
    stdio: 'ignore',
    env: withSystemPrograms(),
  })
  onTestFinished(async () => {
    const ended = once(nginx, 'exit')
    nginx.kill('SIGTERM')
    await ended
  })
  const address = `http://127.0.0.1:${port}`
  const answers = () => fetch(`${address}/readyz`).then(({ status }) => status)
  await expect.poll(answers, { timeout: 20_000 }).toBe(200)
  return address
}

/** The example's own, but for the addresses, how many processes there are, and what only root may write to. */
function configurationFor(folder: string, port: number, nodePorts: readonly number[]): string {
  const servers = nodePorts.map((nodePort) => `server 127.0.0.1:${nodePort} max_fails=1 fail_timeout=10s;`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  )
  return readFileSync(CONFIGURATION, 'utf8')
    .replace('worker_processes auto;', 'worker_processes 1;')
    .replace('worker_connections 20000;', 'worker_connections 512;')
    .replace('http {', `http {\naccess_log off;\n${temporary.join('\n')}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace(/( +server node-\d+:7420 [^\n]*\n)+/g, `${servers.join('\n')}\n`)
}

/** nginx is where only root looks. */
function withSystemPrograms(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` }
}
