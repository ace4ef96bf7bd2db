// The headers of a relayed message: which of the sender's own go with it, and how each version of STOMP writes them.
import { escapeHeader } from '../stomp/escape.ts'
import type { StompVersion } from '../stomp/frame.ts'

/** What the server gives to a MESSAGE or takes from a SEND: nobody can say these in its name. */
const OF_THE_SERVER = [
  'destination',
  'subscription',
  'message-id',
  'ack',
  'content-length',
  'receipt',
  'receipt-id',
  'transaction',
  'seq',
  'epoch',
  'user-id',
  'sender-id',
]

/** What lets somebody in. Clients of other servers send it with every frame; it is nobody else's to see. */
const SECRETS = ['authorization', 'x-auth-token', 'login', 'passcode', 'host-password']

const WITHHELD = new Set([...OF_THE_SERVER, ...SECRETS])

/** The headers of a SEND that its receivers get too (STOMP 1.2, MESSAGE). Some clients trim names, or look past their case. */
export function ownHeaders(headers: ReadonlyMap<string, string>): [string, string][] {
  return [...headers].filter(([name]) => !WITHHELD.has(name.trim().toLowerCase()))
}

/** The headers as lines of a frame, without those that cannot be written in `version`. */
export function headerLines(headers: readonly (readonly [string, string])[], version: StompVersion): string {
  let lines = ''
  for (const [name, value] of headers) {
    if (!isWritable(name, value, version)) continue
    lines += `${escapeHeader(name, version)}:${escapeHeader(value, version)}\n`
  }
  return lines
}

/** 1.0 has no escapes. No version has one for NUL, at which some clients end a frame wherever it stands. */
function isWritable(name: string, value: string, version: StompVersion): boolean {
  if (name.includes('\0') || value.includes('\0')) return false
  return version !== '1.0' || !(/[:\n]/.test(name) || value.includes('\n'))
}
