import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { runChild } from '../../scripts/child.ts'

const node = (script: string) => [process.execPath, '-e', script]

test("answers the child's exit code", async () => {
  expect(await runChild(node('process.exit(7)'))).toEqual({ code: 7, asked: false })
})

test('a signal to us reaches the child, and its end is told as asked for', async () => {
  const ended = await runChild(node('process.stdout.write("up"); setInterval(() => {}, 1000)'), {
    stdio: ['ignore', 'pipe', 'ignore'],
    onStart: ({ stdout }) => stdout?.once('data', () => process.emit('SIGTERM')),
  })
  expect(ended).toEqual({ code: 128 + constants.signals.SIGTERM, asked: true })
})

test('rejects where there is no such program', async () => {
  await expect(runChild(['/no/such/program'])).rejects.toThrow('ENOENT')
})
