// Arbitrary frames of each version, for the property tests.
import fc from 'fast-check'
import type { StompVersion } from '../../../server/stomp/frame.ts'

export interface GeneratedFrame {
  command: string
  headers: [string, string][]
  body: Buffer
}

/** Unescaped in every version, and never with a body. */
const PLAIN = ['CONNECT', 'CONNECTED', 'STOMP']
const WITHOUT_BODY = [...PLAIN, 'SUBSCRIBE', 'UNSUBSCRIBE', 'RECEIPT', 'DISCONNECT']

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(':', '\\', '\n', '\r', 'r', 'n', 'c', ' ', '가', '👍', 'a'),
    maxLength: 12,
  }),
)

/** What a header may be where nothing can be escaped; spaces around its value are padding there. */
const writable = (command: string, version: StompVersion, text: string): string => {
  if (PLAIN.includes(command)) return text.replace(/[\r\n]/g, '')
  return version === '1.0' ? text.replace(/\n/g, '') : text
}

/** A frame that can be written in `version` and read back as it was. */
export function frameOf(version: StompVersion): fc.Arbitrary<GeneratedFrame> {
  return fc.constantFrom('SEND', 'MESSAGE', 'ERROR', ...WITHOUT_BODY).chain((command) =>
    fc.record({
      command: fc.constant(command),
      headers: headersOf(command, version),
      body: bodyOf(command),
    }),
  )
}

function headersOf(command: string, version: StompVersion): fc.Arbitrary<[string, string][]> {
  const escapes = version !== '1.0' && !PLAIN.includes(command)
  const name = anything
    .map((text) => writable(command, version, escapes ? text : text.replaceAll(':', '')))
    .filter((text) => text !== '' && text !== 'content-length')
  const value = anything
    .map((text) => writable(command, version, text))
    .map((text) => (escapes ? text : text.replace(/^ +| +$/g, '')))
  return fc.uniqueArray(fc.tuple(name, value), { maxLength: 6, selector: ([each]) => each })
}

function bodyOf(command: string): fc.Arbitrary<Buffer> {
  if (WITHOUT_BODY.includes(command)) return fc.constant(Buffer.alloc(0))
  return fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))
}
