// Searching in a host that was restored from a backup.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HostProcess, runHost } from '../support/host-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { found, talkedHost } from './talked-host.ts'

it('[SR8] finds it in a host that was restored from a backup, which has no index', async () => {
  const { host, rest } = await talkedHost()
  const [folder, file] = [join(temporaryFolder(), 'restored'), join(temporaryFolder(), 'host.backup')]
  expect((await runHost('backup', '--data', host.data, '--to', file)).code).toBe(0)
  expect((await runHost('restore', '--from', file, '--data', folder)).code).toBe(0)
  expect(existsSync(join(folder, 'search.db'))).toBe(false)
  const restored = new HostProcess(folder, [])
  onTestFinished(() => restored.dispose())
  await restored.start()
  expect(await found(restored, rest, '대화')).toEqual(['그대화가 Hello'])
})
