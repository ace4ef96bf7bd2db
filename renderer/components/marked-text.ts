// A text with some stretches of it marked, in parts that can be shown one after the other.

interface MarkedPart {
  text: string
  marked: boolean
}

/** `marks`: stretches of UTF-16 units [start, end), in order. What is out of order or past the end marks nothing. */
export function splitMarks(text: string, marks: readonly (readonly number[])[]): MarkedPart[] {
  const parts: MarkedPart[] = []
  let done = 0
  const add = (end: number, marked: boolean) => {
    if (end > done) parts.push({ text: text.slice(done, end), marked })
    done = Math.max(done, end)
  }
  for (const [start = 0, end = 0] of marks) {
    if (start < done || end <= start || end > text.length) continue
    add(start, false)
    add(end, true)
  }
  add(text.length, false)
  return parts
}
