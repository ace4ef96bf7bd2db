// The bodies of SEND frames, one shape a command.
import Type, { type Static } from 'typebox'
import { NonceSchema, SeqSchema } from './ids.ts'

/** `/app/rooms/{roomId}/talk`. The text's length is checked by `text.ts`, which counts what a person sees. */
export const TalkCommand = Type.Object({ message: Type.String(), nonce: NonceSchema })
export type TalkCommand = Static<typeof TalkCommand>

/** `/app/rooms/{roomId}/edit`: the talk at `seq` has this text from now on, checked as that of a talk. */
export const EditCommand = Type.Object({ seq: SeqSchema, ...TalkCommand.properties })
export type EditCommand = Static<typeof EditCommand>

/** `/app/rooms/{roomId}/delete`: the talk at `seq` has no text any more. Sending it again changes nothing, so it needs no nonce. */
export const DeleteCommand = Type.Object({ seq: SeqSchema })
export type DeleteCommand = Static<typeof DeleteCommand>

/** `/app/rooms/{roomId}/read`: everything up to `seq` has been seen. */
export const ReadCommand = Type.Object({ seq: SeqSchema })
export type ReadCommand = Static<typeof ReadCommand>

/** `/app/token`: what the sender stays by from now on, where no header says it. */
export const TokenCommand = Type.Object({ token: Type.String() })
export type TokenCommand = Static<typeof TokenCommand>
