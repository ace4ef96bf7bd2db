// What fuzzed clients say: texts that are easy to get wrong, and values that a header should not have.
import type { Random } from '../../support/random.ts'

const TEXTS = [
  '안녕하세요',
  '사랑방에 오신 것을 환영합니다',
  '한글',
  '👩‍👩‍👧‍👦 가족',
  '🇰🇷',
  'plain words',
  'a:b\\c\nd\re',
  '"quoted" {"json":true}',
  '\u202eesrever',
  'a\u0301'.repeat(40),
  'x'.repeat(4_000),
  '가'.repeat(1_500),
] as const
const UNFIT_TEXTS = ['', ' ', '\n', 'a\0b', '\ud800', 'x'.repeat(4_001), `a${'\u0301'.repeat(31)}`] as const

const VALUES = [
  '',
  ' ',
  '0',
  '1',
  '-1',
  '7',
  '1001',
  '99999999999999999999',
  'auto',
  'client',
  'client-individual',
  '1.0',
  '1.1',
  '1.2',
  '0,0',
  '1,1',
  '가나다',
  '👍',
  'a:b',
  'a\\b',
  'x'.repeat(257),
  '/topic/rooms',
  '/topic/greeting',
  '/queue/a',
  '/user/queue/errors',
  '/app/rooms/none/talk',
  '/',
] as const

const NAMES = [
  'id',
  'destination',
  'receipt',
  'transaction',
  'ack',
  'content-length',
  'subscription',
  'message-id',
  'since',
  'epoch',
  'prefetch-count',
  'accept-version',
  'heart-beat',
  'nickname',
  'Authorization',
  'host',
] as const

/** A message that is kept, or now and then one that cannot be. */
export function someText(random: Random): string {
  return random.onceIn(8) ? random.pick(UNFIT_TEXTS) : random.pick(TEXTS)
}

export function someValue(random: Random): string {
  return random.pick(VALUES)
}

/** A header's name that means something somewhere. */
export function someName(random: Random): string {
  return random.pick(NAMES)
}

/** Something for a receipt, a subscription or a transaction to be called; `count` makes it unique. */
export function someId(random: Random, count: number): string {
  return `${random.pick(['r', 's-', '구독', 'a:b\\', 'x y', '👍'])}${count}`
}
