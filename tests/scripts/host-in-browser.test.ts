import { createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, listeningAt } from '../../scripts/host-in-browser.ts'

test('reads the address from the line that says the host listens', () => {
  expect(listeningAt('{"event":"listening","http":"http://127.0.0.1:7420","ws":"…"}')).toBe(
    'http://127.0.0.1:7420',
  )
  expect(listeningAt('{"event":"failed","code":"PORT_TAKEN","message":"…"}')).toBeNull()
  expect(listeningAt('anything')).toBeNull()
})

test('passes over a port that is taken', async () => {
  const taken = await freePort()
  const server = createServer()
  await new Promise<Server>((resolve) => server.listen(taken, '127.0.0.1', () => resolve(server)))
  expect(await freePort()).toBeGreaterThan(taken)
  server.close()
})
