// Rooms to render: what an export gives, made up by hand, and texts that try to be more than text.
import type { Entry } from '../../../../protocol/entry.ts'
import type { Epoch } from '../../../../protocol/ids.ts'
import type { ExportedRoom } from '../../../../server/chat/export-room.ts'
import { room, seq, user } from '../../../contracts/samples.ts'
import { allOf } from '../../../support/all-of.ts'
import type { Random } from '../../../support/random.ts'
import { roomOf } from '../../../support/room-of.ts'

export const NOON = Date.UTC(2025, 0, 1, 12)
const EPOCH = 'e1' as Epoch

/** An exported room of these pages. What is not told of an entry is the same in all of them. */
export function exportedOf(pages: readonly Partial<Entry>[][], name = '방'): ExportedRoom {
  let last = 0
  const whole = pages.map((page) => page.map((entry) => entryOf((last += 1), entry)))
  return {
    room: roomOf({ name, members: 1, createdAt: NOON }),
    epoch: EPOCH,
    exportedAt: NOON,
    pages: inTurn(whole),
  }
}

async function* inTurn(pages: readonly Entry[][]): AsyncGenerator<Entry[]> {
  yield* pages
}

function entryOf(n: number, entry: Partial<Entry>): Entry {
  return {
    type: 'TALK',
    roomId: room('a'),
    seq: seq(n),
    epoch: EPOCH,
    senderId: user('haneul'),
    sender: '하늘',
    message: `말 ${n}`,
    sentAt: NOON,
    nonce: `n${n}`,
    ...entry,
  }
}

/** The parts of something that is rendered, put together. */
export async function wholeOf(parts: AsyncIterable<string>): Promise<string> {
  return (await allOf(parts)).join('')
}

const NASTY = [
  ...[
    '</script>',
    '<script>alert(1)</script>',
    '</p>',
    '</style>',
    '<!--',
    '-->',
    ']]>',
    '<img src=x onerror=x>',
  ],
  ...['"', "'", '&', '&amp;', '&#0;', '&lt', '<', '>', '\\', '\\u0022', '`', '${x}', '=', '/', ','],
  ...['שלום', '\u202e', '\u202d', '\u2066', '\u061c', '\u200b', '\ufeff', '\u2028', '\u2029'],
  ...['👩‍👩‍👧‍👦', '🇰🇷', '👍🏽', '\u{10FFFF}', '한글', '\u1112\u1161\u11ab', 'é'],
  ...['\n', '\n\n', '\t', '\u0001', '\u001b[31m', '\u007f', '\u0085', '\u009b', '\f', ' '],
]

/** A text of some of them. */
export function nastyText(random: Random): string {
  return Array.from({ length: 1 + random.below(12) }, () => random.pick(NASTY)).join('')
}
