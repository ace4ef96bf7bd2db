// Ports for servers that cannot take one by themselves.
import { createServer, type AddressInfo, type Server } from 'node:net'

/** Resolves with a port for each name. All are free on 127.0.0.1 now; nobody else asks for ports while the bench runs. */
export async function freePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const holders = await Promise.all(names.map(hold))
  const ports = holders.map((holder) => (holder.address() as AddressInfo).port)
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))))
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<Name, number>
}

function hold(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
