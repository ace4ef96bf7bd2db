// The texts that are tried wherever a person can write something: such as keyboards make, and such as none does.

/** `of`: the text, for a place that takes so many characters. */
export interface Sample {
  name: string
  of: (limit: number) => string
}

const FAMILY = '👨‍👩‍👧‍👦'

export const SAMPLES: readonly Sample[] = [
  { name: 'as many characters as may be', of: (limit) => '각'.repeat(limit) },
  { name: 'one more', of: (limit) => '각'.repeat(limit + 1) },
  { name: 'as many families of emoji as may be', of: (limit) => FAMILY.repeat(limit) },
  { name: 'one family more', of: (limit) => FAMILY.repeat(limit + 1) },
  { name: 'nothing', of: () => '' },
  { name: 'spaces', of: () => ' \u3000\u00a0' },
  { name: 'zero-width characters alone', of: () => '\u200b\u200d\u2060\ufeff' },
  { name: 'Persian with its zero-width non-joiner', of: () => 'می\u200cخواهمت' },
  { name: 'Arabic beside Hebrew, right to left', of: () => 'سلام_שלום_' },
  { name: 'an override of the direction (U+202E)', of: () => 'override\u202eedirrevo' },
  { name: 'Korean by its letters (NFD)', of: () => '사랑방에서 만나요'.replace(' ', '').normalize('NFD') },
  { name: 'flags and skin tones', of: () => '🇰🇷👍🏽'.repeat(4) },
  { name: 'a line break (CR LF)', of: () => 'first\r\nsecond' },
  { name: 'a control character (BEL)', of: () => 'control\u0007' },
  { name: 'NUL', of: () => 'nothing\0' },
  { name: 'half a surrogate pair', of: () => 'surrogate\ud83d' },
  { name: '30 marks on one letter', of: () => `marked_q${'\u0323'.repeat(30)}` },
  { name: '31 marks on one letter', of: () => `marked_x${'\u0323'.repeat(31)}` },
  { name: '1 MB', of: () => 'x'.repeat(1_048_576) },
]
