// The commands that a client may send, and the headers that each must have (STOMP 1.2, Frames and Headers).

/** Required headers by command. CONNECT's `accept-version` and `host` are not asked for: 1.0 clients have neither. */
export const CLIENT_COMMANDS = {
  CONNECT: [],
  STOMP: [],
  SEND: ['destination'],
  SUBSCRIBE: ['destination', 'id'],
  UNSUBSCRIBE: ['id'],
  DISCONNECT: [],
} as const satisfies Record<string, readonly string[]>

export type ClientCommand = keyof typeof CLIENT_COMMANDS

export function isClientCommand(command: string): command is ClientCommand {
  return Object.hasOwn(CLIENT_COMMANDS, command)
}
