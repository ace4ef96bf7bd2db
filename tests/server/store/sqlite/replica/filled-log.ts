// The same log in every process: some rooms in which much was said, edited and deleted.
import { deletion, edit } from '../../../../contracts/room-log-amend.contract.ts'
import { room, span, talk } from '../../../../contracts/samples.ts'
import { MortalLog } from '../../../../support/mortal-log.ts'

export const ROOMS = ['a', 'b', 'c'].map(room)

export async function filledLog(deeds: number): Promise<MortalLog> {
  const log = new MortalLog()
  for (const n of span(1, deeds)) {
    const at = ROOMS[n % 3] ?? room('a')
    const about = 1 + (n % 997)
    if (n % 7 === 0) await log.append(at, edit(`n${n}`, about, `고친 ${n}`))
    else if (n % 11 === 0) await log.append(at, deletion(`n${n}`, about))
    else await log.append(at, talk(`n${n}`, { message: `말 ${n % 13}번` }))
  }
  return log
}
