// Opens a port, and says why it cannot be opened in words that a person can act on.
import type { AddressInfo, Server } from 'node:net'

export type ListenFault = 'PORT_TAKEN' | 'PORT_FORBIDDEN' | 'ADDRESS_UNAVAILABLE'

const FAULTS: Readonly<Record<string, ListenFault>> = {
  EADDRINUSE: 'PORT_TAKEN',
  EACCES: 'PORT_FORBIDDEN',
  EADDRNOTAVAIL: 'ADDRESS_UNAVAILABLE',
}

const SENTENCES: Readonly<Record<ListenFault, string>> = {
  PORT_TAKEN: 'Another program is using it: choose another port, or 0 for a free one.',
  PORT_FORBIDDEN: 'This account may not open it: choose a port above 1023.',
  ADDRESS_UNAVAILABLE: 'This computer does not have that address.',
}

export class ListenError extends Error {
  readonly code: ListenFault
  constructor(code: ListenFault, host: string, port: number) {
    super(`Cannot listen on ${host} port ${port}. ${SENTENCES[code]}`)
    this.name = 'ListenError'
    this.code = code
  }
}

/** Resolves with the port that was opened (a free one for 0). Throws ListenError. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const fault = FAULTS[error.code ?? '']
      reject(fault === undefined ? error : new ListenError(fault, host, port))
    })
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
  return (server.address() as AddressInfo).port
}

/** `host:port` as it stands in a URL, where IPv6 addresses have brackets (RFC 3986 §3.2.2). */
export function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
