// STOMP frames as text, for tests that say what goes over the wire byte by byte. Nothing is escaped or counted here.

/** A frame that a server sent. */
export interface ServerFrame {
  command: string
  headers: Record<string, string>
  body: string
}

/** The frame's text, its NUL included. */
export function frameText(command: string, headers: Record<string, string> = {}, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  return `${command}\n${lines.join('')}\n${body}\0`
}

/** Reads one whole frame of the server, whose bodies hold no NUL. A lone line feed is a heart-beat: command ''. */
export function readFrame(text: string): ServerFrame {
  const [head = '', body = ''] = splitOnce(text.replace(/\0$/, ''), '\n\n')
  const [command = '', ...lines] = head.split('\n')
  const headers = lines.filter((line) => line !== '').map((line) => splitOnce(line, ':'))
  return { command, headers: Object.fromEntries(headers), body }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
