// Makes the mark by which the server recognises one message however often it is sent.
import type { Nonce } from '../../protocol/ids.ts'

/** 128 random bits as 32 hex digits. Does without `crypto.randomUUID`, which pages on plain http:// don't have. */
export function newNonce(): Nonce {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as Nonce
}
