// The host of this computer as Electron runs it: a utility process with the server's bundle.
import { utilityProcess } from 'electron'
import { networkInterfaces } from 'node:os'
import { setTimeout as delay } from 'node:timers'
import type { HostState } from '../protocol/desktop.ts'
import { inviteLink } from '../protocol/invite-link.ts'
import { lanAddresses } from './addresses.ts'
import { Host } from './host.ts'
import type { Fork } from './host-child.ts'
import { hostEnvironment } from './host-environment.ts'
import type { SettingsFile } from './settings.ts'

/** `program` is the server's bundle, `fixed` what it is always started with. The password goes by the environment: other programs can read a command line. */
export function localHost(
  program: string,
  fixed: readonly string[],
  settings: SettingsFile,
  onChange: (state: HostState) => void,
): Host {
  return new Host(
    {
      fork: forkOf(program, fixed),
      password: () => settings.password(),
      links: (port, password) =>
        lanAddresses(networkInterfaces()).map((address) => inviteLink(`http://${address}:${port}`, password)),
      after: (ms, callback) => {
        const timer = delay(callback, ms)
        return () => clearTimeout(timer)
      },
      now: () => performance.now(),
    },
    onChange,
  )
}

function forkOf(program: string, fixed: readonly string[]): Fork {
  return (args, env) => {
    const options = {
      serviceName: 'Sarangbang host',
      stdio: 'pipe',
      env: hostEnvironment(process.env, env),
    } as const
    const child = utilityProcess.fork(program, [...fixed, ...args], options)
    child.stderr?.pipe(process.stderr, { end: false })
    return child
  }
}
