// Reads the header that announces a body's length (STOMP 1.2, Header content-length).

const ZERO = 0x30

/** The number of bytes; null where the text is not decimal digits, with or without space around them. */
export function parseContentLength(text: string): number | null {
  const digits = text.trim()
  if (digits === '') return null
  let length = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return null
    length = length * 10 + digit
  }
  return length
}
