// Lets a socket in where there is a place for it, which it has until it is closed, whoever closes it.
import type { Socket } from 'node:net'
import { Refusal } from '../../protocol/errors.ts'
import type { Admission } from './admission.ts'

/** `address`: whose it is. Null: it is in. Otherwise why it is not, to be told to the peer. */
export function letIn(socket: Socket, address: string, admission: Admission): Refusal | null {
  try {
    const release = admission.admit(address)
    if (socket.closed) release()
    else socket.on('close', release)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
