// What an EDIT or DELETE that comes does to the message that it is about, where that is here.
import type { Entry } from '../../protocol/entry.ts'

/** The entries with one that came after them, and with what that changes in them. */
export function withEntry(entries: readonly Entry[], entry: Entry): Entry[] {
  return [...amendedBy(entries, entry), entry]
}

/** The entries with what another one changes in them. */
export function amendedBy(entries: readonly Entry[], entry: Entry): Entry[] {
  return entry.refersTo === undefined ? [...entries] : entries.map((one) => amended(one, entry))
}

/** An EDIT without a text has been overtaken by what comes after it. */
function amended(talk: Entry, { type, refersTo, message, sentAt }: Entry): Entry {
  if (talk.seq !== refersTo || talk.type !== 'TALK' || talk.deleted === true) return talk
  if (type === 'DELETE') return deleted(talk)
  return message === '' ? talk : { ...talk, message, editedAt: sentAt }
}

function deleted({ editedAt: _, ...talk }: Entry): Entry {
  return { ...talk, message: '', deleted: true }
}
