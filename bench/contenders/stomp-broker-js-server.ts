// stomp-broker-js as a program: it takes a free port of this computer and says which.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import StompServer from 'stomp-broker-js'

const server = createServer()
new StompServer({ server, path: '/ws' })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ port })}\n`)
})
