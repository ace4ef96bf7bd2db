// Streams of bytes and what they decode to, each under the number of the rule in server/SPEC.md that it shows.
import type { FrameFault, StompVersion } from '../../../server/stomp/frame.ts'
import type { Read } from './reading.ts'

export interface Fixture {
  rule: string
  shows: string
  bytes: string | Buffer
  /** 1.2 where there is none. */
  version?: StompVersion
  frames: Read[]
  fault?: FrameFault
}

const frame = (command: string, headers: Record<string, string> = {}, body = ''): Read => ({
  command,
  headers,
  body,
})
const broken: Pick<Fixture, 'frames' | 'fault'> = { frames: [], fault: 'BAD_FRAME' }
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

const SHAPES: Fixture[] = [
  { rule: 'ST2', shows: 'nothing', bytes: '', frames: [] },
  { rule: 'ST2', shows: 'a frame without headers', bytes: 'DISCONNECT\n\n\0', frames: [frame('DISCONNECT')] },
  {
    rule: 'ST2',
    shows: 'headers and a body',
    bytes: 'SEND\ndestination:/a\nx:y\n\nhello\0',
    frames: [frame('SEND', { destination: '/a', x: 'y' }, 'hello')],
  },
  {
    rule: 'ST2',
    shows: 'frames back to back',
    bytes: 'SEND\na:1\n\none\0SEND\na:2\n\ntwo\0',
    frames: [frame('SEND', { a: '1' }, 'one'), frame('SEND', { a: '2' }, 'two')],
  },
  { rule: 'ST2', shows: 'no frame before its NUL has come', bytes: 'SEND\na:1\n\nbody', frames: [] },
  { rule: 'ST2', shows: 'no frame before its blank line', bytes: 'SEND\na:1\n', frames: [] },
  {
    rule: 'ST2',
    shows: 'CR LF as the end of lines',
    bytes: 'SEND\r\na:1\r\nb:2\r\n\r\nbody\r\n\0',
    frames: [frame('SEND', { a: '1', b: '2' }, 'body\r\n')],
  },
  {
    rule: 'ST2',
    shows: 'both ends of lines in one frame',
    bytes: 'SEND\na:1\r\nb:2\n\r\nx\0',
    frames: [frame('SEND', { a: '1', b: '2' }, 'x')],
  },
  { rule: 'ST2', shows: 'CR LF without headers', bytes: 'STOMP\r\n\r\n\0', frames: [frame('STOMP')] },
  {
    rule: 'ST2',
    shows: 'a CR inside a line as part of it',
    bytes: 'SEND\na:1\r2\n\n\0',
    frames: [frame('SEND', { a: '1\r2' })],
  },
  {
    rule: 'ST3',
    shows: 'ends of lines around frames',
    bytes: '\n\r\n\nSEND\n\n\0\n\n\r\n\r\nSEND\n\n\0\n',
    frames: [frame('SEND'), frame('SEND')],
  },
  { rule: 'ST3', shows: 'beats alone', bytes: '\n\n\r\n', frames: [] },
  { rule: 'ST4', shows: 'a CR alone between frames', bytes: '\rSEND\n\n\0', ...broken },
  {
    rule: 'ST4',
    shows: 'a CR alone after a frame',
    bytes: 'SEND\n\n\0\r\rSEND\n\n\0',
    frames: [frame('SEND')],
    fault: 'BAD_FRAME',
  },
  { rule: 'ST5', shows: 'a command in small letters', bytes: 'send\n\n\0', ...broken },
  { rule: 'ST5', shows: 'a command with a space', bytes: 'SEND \n\n\0', ...broken },
  { rule: 'ST5', shows: 'a header in the place of the command', bytes: 'a:b\n\n\0', ...broken },
  { rule: 'ST5', shows: 'an HTTP request', bytes: 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', ...broken },
  { rule: 'ST5', shows: 'NULs', bytes: '\0\0\n\n\0', ...broken },
  { rule: 'ST5', shows: 'a command nobody knows', bytes: 'WHATEVER\n\n\0', frames: [frame('WHATEVER')] },
]

const HEADERS: Fixture[] = [
  { rule: 'ST6', shows: 'a line without a colon', bytes: 'SEND\nnothing\n\n\0', ...broken },
  { rule: 'ST6', shows: 'a line without a name', bytes: 'SEND\n:value\n\n\0', ...broken },
  {
    rule: 'ST6',
    shows: 'an empty value, spaces as they stand, and colons in a value',
    bytes: 'SEND\nempty:\n padded : x \nurl:http://a:1\n\n\0',
    frames: [frame('SEND', { empty: '', ' padded ': ' x ', url: 'http://a:1' })],
  },
  {
    rule: 'ST7',
    shows: 'a header that comes twice',
    bytes: 'SEND\nfoo:first\nfoo:second\nbar:x\nfoo:third\n\n\0',
    frames: [frame('SEND', { foo: 'first', bar: 'x' })],
  },
  {
    rule: 'ST7',
    shows: 'a header that comes twice, once escaped',
    bytes: 'SEND\na\\cb:first\na\\cb:second\n\n\0',
    frames: [frame('SEND', { 'a:b': 'first' })],
  },
  {
    rule: 'ST8',
    shows: 'all escapes of 1.2, in names and values',
    bytes: 'SEND\nn\\cm:\\r\\n\\c\\\\x\n\n\0',
    frames: [frame('SEND', { 'n:m': '\r\n:\\x' })],
  },
  {
    rule: 'ST8',
    shows: 'an escaped backslash before a letter',
    bytes: 'SEND\na:\\\\n\n\n\0',
    frames: [frame('SEND', { a: '\\n' })],
  },
  { rule: 'ST8', shows: 'an undefined escape', bytes: 'SEND\na:\\t\n\n\0', ...broken },
  { rule: 'ST8', shows: 'an undefined escape in a name', bytes: 'SEND\na\\x:1\n\n\0', ...broken },
  { rule: 'ST8', shows: 'a backslash at the end of a line', bytes: 'SEND\na:b\\\n\n\0', ...broken },
  {
    rule: 'ST9',
    shows: 'the escapes of 1.1',
    version: '1.1',
    bytes: 'SEND\na:\\n\\c\\\\\n\n\0',
    frames: [frame('SEND', { a: '\n:\\' })],
  },
  { rule: 'ST9', shows: 'no escaped CR in 1.1', version: '1.1', bytes: 'SEND\na:\\r\n\n\0', ...broken },
  {
    rule: 'ST9',
    shows: 'a CR at the end of a value in 1.1',
    version: '1.1',
    bytes: 'SEND\na:b\r\n\n\0',
    frames: [frame('SEND', { a: 'b\r' })],
  },
  {
    rule: 'ST10',
    shows: 'no escapes at all in 1.0',
    version: '1.0',
    bytes: 'SEND\na:\\n\\t\\\n\n\0',
    frames: [frame('SEND', { a: '\\n\\t\\' })],
  },
  {
    rule: 'ST22',
    shows: 'padded values of 1.0',
    version: '1.0',
    bytes: 'SEND\na: /queue/a\nb:  c  d \ncontent-length: 1\n\nx\0',
    frames: [frame('SEND', { a: '/queue/a', b: 'c  d', 'content-length': '1' }, 'x')],
  },
  {
    rule: 'ST22',
    shows: 'spaces around names, and what else is white, as they stand in 1.0',
    version: '1.0',
    bytes: 'SEND\n a :\tb\r\n\n\0',
    frames: [frame('SEND', { ' a ': '\tb\r' })],
  },
  {
    rule: 'ST22',
    shows: 'a padded CONNECT that offers no version',
    bytes: 'CONNECT\nlogin: me\npasscode: a b \n\n\0STOMP\naccept-version:1.2\nlogin: me\n\n\0',
    frames: [
      frame('CONNECT', { login: 'me', passcode: 'a b' }),
      frame('STOMP', { 'accept-version': '1.2', login: ' me' }),
    ],
  },
  {
    rule: 'ST11',
    shows: 'CONNECT and CONNECTED without escapes',
    bytes: 'CONNECT\npasscode:a\\n\\t\n\n\0CONNECTED\nx:\\q\n\n\0STOMP\ny:\\z\n\n\0',
    frames: [
      frame('CONNECT', { passcode: 'a\\n\\t' }),
      frame('CONNECTED', { x: '\\q' }),
      frame('STOMP', { y: '\\z' }),
    ],
  },
  {
    rule: 'ST12',
    shows: 'Hangul, emoji and a byte order mark in headers',
    bytes: 'SEND\n이름:\ufeff가나 👨‍👩‍👧\n\n\0',
    frames: [frame('SEND', { 이름: '\ufeff가나 👨‍👩‍👧' })],
  },
  {
    rule: 'ST12',
    shows: 'a header cut in the middle of a character',
    bytes: latin1('SEND\na:\xea\xb0\n\n\0'),
    ...broken,
  },
  {
    rule: 'ST12',
    shows: 'a replacement character that somebody really sent',
    bytes: 'SEND\na:\uFFFD\n\n\0',
    frames: [frame('SEND', { a: '\uFFFD' })],
  },
  { rule: 'ST12', shows: 'an overlong NUL in a header', bytes: latin1('SEND\na:\xc0\x80\n\n\0'), ...broken },
  { rule: 'ST12', shows: 'a surrogate in a header', bytes: latin1('SEND\na:\xed\xa0\x80\n\n\0'), ...broken },
]

const BODIES: Fixture[] = [
  {
    rule: 'ST13',
    shows: 'NULs in a body of announced length',
    bytes: 'SEND\ncontent-length:5\n\na\0\0b\0\0SEND\n\nx\0',
    frames: [frame('SEND', { 'content-length': '5' }, 'a\0\0b\0'), frame('SEND', {}, 'x')],
  },
  {
    rule: 'ST13',
    shows: 'a length in bytes, not characters',
    bytes: 'SEND\ncontent-length:6\n\n가나\0',
    frames: [frame('SEND', { 'content-length': '6' }, '가나')],
  },
  {
    rule: 'ST13',
    shows: 'an announced empty body',
    bytes: 'SEND\ncontent-length:0\n\n\0',
    frames: [frame('SEND', { 'content-length': '0' })],
  },
  {
    rule: 'ST13',
    shows: 'of two lengths the first',
    bytes: 'SEND\ncontent-length:1\ncontent-length:9\n\na\0',
    frames: [frame('SEND', { 'content-length': '1' }, 'a')],
  },
  { rule: 'ST13', shows: 'a body longer than announced', bytes: 'SEND\ncontent-length:1\n\nab\0', ...broken },
  {
    rule: 'ST13',
    shows: 'a body shorter than announced',
    bytes: 'SEND\ncontent-length:3\n\na\0SEND\n',
    ...broken,
  },
  { rule: 'ST13', shows: 'a length below 0', bytes: 'SEND\ncontent-length:-1\n\n\0', ...broken },
  { rule: 'ST13', shows: 'a length with a fraction', bytes: 'SEND\ncontent-length:1.0\n\na\0', ...broken },
  {
    rule: 'ST13',
    shows: 'a length in another notation',
    bytes: 'SEND\ncontent-length:0x1\n\na\0',
    ...broken,
  },
  {
    rule: 'ST13',
    shows: 'no length where one is announced',
    bytes: 'SEND\ncontent-length:\n\n\0',
    ...broken,
  },
  {
    rule: 'ST14',
    shows: 'bytes that are no UTF-8 in a body',
    bytes: latin1('SEND\n\n\xff\xfe\xc0\0'),
    frames: [frame('SEND', {}, '\xff\xfe\xc0')],
  },
  {
    rule: 'ST14',
    shows: 'a body that looks like a frame',
    bytes: 'SEND\n\n\nSEND\na:b\n\n\0',
    frames: [frame('SEND', {}, '\nSEND\na:b\n\n')],
  },
  { rule: 'ST15', shows: 'a body where none may be', bytes: 'SUBSCRIBE\nid:1\n\nbody\0', ...broken },
  {
    rule: 'ST15',
    shows: 'a body of announced length where none may be',
    bytes: 'DISCONNECT\ncontent-length:1\n\nx\0',
    ...broken,
  },
  {
    rule: 'ST15',
    shows: 'bodies read past in 1.0',
    version: '1.0',
    bytes: 'SUBSCRIBE\nid:1\n\nbody\0DISCONNECT\ncontent-length:3\n\n\0x\0\0SEND\n\nsaid\0',
    frames: [
      frame('SUBSCRIBE', { id: '1' }),
      frame('DISCONNECT', { 'content-length': '3' }),
      frame('SEND', {}, 'said'),
    ],
  },
  {
    rule: 'ST15',
    shows: 'MESSAGE and ERROR with a body',
    bytes: 'MESSAGE\n\na\0ERROR\n\nb\0',
    frames: [frame('MESSAGE', {}, 'a'), frame('ERROR', {}, 'b')],
  },
  {
    rule: 'ST17',
    shows: 'frames before a broken one, and none after it',
    bytes: 'SEND\n\n1\0SEND\n\n2\0SEND\nbroken\n\n3\0SEND\n\n4\0',
    frames: [frame('SEND', {}, '1'), frame('SEND', {}, '2')],
    fault: 'BAD_FRAME',
  },
]

export const FIXTURES: readonly Fixture[] = [...SHAPES, ...HEADERS, ...BODIES]
