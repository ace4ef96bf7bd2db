import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { finishBeforeQuit } from '../../main/quit.ts'

/** An app that is gone when it was asked to quit and nobody held it back. */
class FakeApp extends EventEmitter {
  gone = false
  quit(): void {
    let held = false
    this.emit('before-quit', { preventDefault: () => (held = true) })
    this.gone = !held
  }
}

test('quits when the host has finished, and not before', async () => {
  const app = new FakeApp()
  const { promise, resolve } = Promise.withResolvers<void>()
  const finish = vi.fn(() => promise)
  finishBeforeQuit(app, finish)
  app.quit()
  app.quit()
  expect(app.gone).toBe(false)
  resolve()
  await expect.poll(() => app.gone).toBe(true)
  expect(finish).toHaveBeenCalledTimes(1)
})

test('quits even where finishing fails', async () => {
  const app = new FakeApp()
  finishBeforeQuit(app, () => Promise.reject(new Error('disk full')))
  app.quit()
  await expect.poll(() => app.gone).toBe(true)
})
