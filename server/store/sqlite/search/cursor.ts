// How the place where a page ends is handed out: as a text that says nothing to whoever has it.

/** The cursor of an arrival. */
export function toCursor(arrival: number): string {
  return Buffer.from(String(arrival)).toString('base64url')
}

/** The arrival of a cursor, or null where `toCursor` never made it. */
export function fromCursor(cursor: string): number | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!/^\d{1,16}$/.test(text)) return null
  const arrival = Number(text)
  return Number.isSafeInteger(arrival) && toCursor(arrival) === cursor ? arrival : null
}
