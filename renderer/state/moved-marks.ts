// How far the members of a room have read, as the host tells it when marks move.
import type { Seq, UserId } from '../../protocol/ids.ts'
import type { Member } from '../../protocol/rest.ts'

/** The members with their marks moved. What is told may come late: no mark goes back. */
export function withMarks(
  members: readonly Member[],
  marks: readonly { userId: UserId; seq: Seq }[],
): Member[] {
  const moved = new Map(marks.map(({ userId, seq }) => [userId, seq]))
  return members.map((member) => {
    const read = moved.get(member.userId) ?? member.read
    return read > member.read ? { ...member, read } : member
  })
}
