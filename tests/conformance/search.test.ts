// Searching on a running host: what has a receipt is found, also after `kill -9`, and without its index.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { found, talkedHost } from './talked-host.ts'

it('[SR1] [SR2] finds at once what has a receipt', async () => {
  const { host, rest, talk } = await talkedHost()
  expect(await found(host, rest, '대화 ELL')).toEqual(['그대화가 Hello'])
  for (const message of ['둘째 대화', '셋째 대화']) {
    await talk(message)
    expect((await found(host, rest, '대화'))[0]).toBe(message)
  }
})

it('[SR2] [SR8] finds it after `kill -9`, and where the index was lost', async () => {
  const { host, rest } = await talkedHost()
  await host.kill()
  await host.start()
  expect(await found(host, rest, '대화')).toEqual(['그대화가 Hello'])
  await host.stop()
  for (const name of ['search.db', 'node-search.db'])
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(host.data, name + suffix), { force: true })
  await host.start()
  expect(await found(host, rest, '대화')).toEqual(['그대화가 Hello'])
  expect(host.reported).toEqual([])
})
