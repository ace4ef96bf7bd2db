// Looks at each entry of an exported room's file: whether it is one that the log could have had, in its place.
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { Entry, type EntryType } from '../../protocol/entry.ts'
import { NonceSchema } from '../../protocol/ids.ts'
import { toMessage, toNickname } from '../../protocol/text.ts'
import { CopyError } from '../store/copy-error.ts'
import { Moment } from './moment.ts'

/** A log that begins at the largest of these still has room for more than anybody can say. */
const LARGEST_SEQ = 1e15

const clientsNonce = Compile(NonceSchema)
const validator = Compile(
  Type.Object({
    ...Entry.properties,
    seq: Type.Unsafe<Entry['seq']>(Type.Integer({ minimum: 1, maximum: LARGEST_SEQ })),
    sentAt: Moment,
    editedAt: Type.Optional(Moment),
  }),
)

type Extra = 'reason' | 'refersTo' | 'editedAt' | 'deleted'
const EXTRAS: readonly Extra[] = ['reason', 'refersTo', 'editedAt', 'deleted']

/** What an entry of a type may have beside what all have, and whether its nonce is one of the type's. */
interface Rule {
  readonly may: readonly Extra[]
  readonly marks: (entry: Entry) => boolean
}

const byClient = ({ nonce }: Entry): boolean => clientsNonce.Check(nonce)

// The host's own nonces have a colon, which no client can send. One that named another message would later keep the
// deletion of that one from being done.
const RULES: Readonly<Record<EntryType, Rule>> = {
  TALK: { may: ['editedAt', 'deleted'], marks: byClient },
  EDIT: { may: ['refersTo'], marks: byClient },
  DELETE: { may: ['refersTo'], marks: ({ nonce, refersTo }) => nonce === `delete:${refersTo}` },
  ENTER: { may: [], marks: ({ nonce }) => /^enter:\d{1,15}$/.test(nonce) },
  LEAVE: { may: ['reason'], marks: ({ nonce }) => /^leave:\d{1,15}$/.test(nonce) },
}

/** Of one file, entry by entry. */
export class EntryCheck {
  #first: Entry | null = null
  #lastSeq = 0
  #count = 0

  /** The first entry; null before there was one. */
  get first(): Entry | null {
    return this.#first
  }

  /** How many entries have been looked at. */
  get count(): number {
    return this.#count
  }

  /** The entry as it is to be kept, its texts made ready as those of a client. Throws CopyError, which names it by its number in the file. */
  check(value: unknown): Entry {
    this.#count += 1
    if (!validator.Check(value)) throw this.fault(`is none of a room: ${firstError(value)}`)
    this.#checkPlace(value)
    this.#checkParts(value)
    return { ...value, sender: this.#senderOf(value), message: this.#messageOf(value) }
  }

  /** What is wrong with the entry that was looked at last. */
  fault(what: string): CopyError {
    return new CopyError(`Entry ${this.#count} of the file ${what}.`)
  }

  #checkPlace(entry: Entry): void {
    this.#first ??= entry
    const { roomId, epoch } = this.#first
    if (entry.roomId !== roomId || entry.epoch !== epoch) throw this.fault('is not of the same log')
    const next = this.#lastSeq === 0 ? entry.seq : this.#lastSeq + 1
    if (entry.seq !== next) throw this.fault(`has the seq ${entry.seq}, not ${next}`)
    this.#lastSeq = entry.seq
  }

  #checkParts(entry: Entry): void {
    const { type, refersTo } = entry
    const { may, marks } = RULES[type]
    const strange = EXTRAS.find((name) => entry[name] !== undefined && !may.includes(name))
    if (strange !== undefined) throw this.fault(`is ${type} and has ${strange}`)
    if (!marks(entry)) throw this.fault(`has a nonce that no ${type} has`)
    if (!may.includes('refersTo')) return
    if (refersTo === undefined || refersTo === 0 || refersTo >= entry.seq)
      throw this.fault('does not refer to a message before it')
  }

  #senderOf({ sender }: Entry): string {
    const name = toNickname(sender)
    if (!name.ok) throw this.fault(`has a sender's name that nobody can have (${name.fault})`)
    return name.text
  }

  #messageOf({ type, message, deleted, editedAt }: Entry): string {
    const speaks = type === 'TALK' ? deleted !== true : type === 'EDIT' && message !== ''
    if (!speaks) {
      if (message !== '' || editedAt !== undefined) throw this.fault('has a text where there can be none')
      return ''
    }
    const text = toMessage(message)
    if (!text.ok) throw this.fault(`has a text that nobody can send (${text.fault})`)
    return text.text
  }
}

function firstError(value: unknown): string {
  const [error] = validator.Errors(value)
  return `${error?.instancePath || 'it'} ${error?.message}`
}
