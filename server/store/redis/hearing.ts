// What comes on a channel, read for whoever follows it.
import type { ChannelFollower } from './channels.ts'

/** Nobody else suffers from a message that cannot be read, nor from a follower that throws: the process is warned. */
export function hearing<Message>(
  read: (bytes: Buffer) => Message,
  tell: (message: Message) => void,
): ChannelFollower['hear'] {
  return (bytes) => {
    try {
      tell(read(bytes))
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}

/** What was published as JSON. */
export function fromJson<Message>(bytes: Buffer): Message {
  return JSON.parse(bytes.toString()) as Message
}
