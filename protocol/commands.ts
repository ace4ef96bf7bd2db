// The bodies of SEND frames, one shape a command.
import Type, { type Static } from 'typebox'
import { NonceSchema, SeqSchema } from './ids.ts'

/** `/app/rooms/{roomId}/talk`. The text's length is checked by `text.ts`, which counts what a person sees. */
export const TalkCommand = Type.Object({ message: Type.String(), nonce: NonceSchema })
export type TalkCommand = Static<typeof TalkCommand>

/** `/app/rooms/{roomId}/read`: everything up to `seq` has been seen. */
export const ReadCommand = Type.Object({ seq: SeqSchema })
export type ReadCommand = Static<typeof ReadCommand>
