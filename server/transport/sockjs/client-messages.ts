// What a SockJS client says in one request or one WebSocket message: JSON, an array of strings or a lone string.

/**
 * The bytes of the STOMP stream in `payload`, where a frame may be cut anywhere between two strings. Null where it is not
 * that JSON, or where half a surrogate pair stands in it, which has no bytes.
 */
export function bytesOfMessages(payload: string): Buffer | null {
  const text = textOf(parse(payload))
  return text?.isWellFormed() === true ? Buffer.from(text) : null
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return null
  return value.join('')
}
