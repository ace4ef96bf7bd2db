// The name under which an exported room is saved, and how the answer says it.

/** Bytes in UTF-8: with a date and an ending it still fits where a file's name may have 255. */
const MAX_NAME_BYTES = 200

/** What a name of a file cannot have on some system, and what is not seen in it. */
const UNFIT_FOR_FILES = /[\\/:*?"<>|\p{Cc}\p{Cs}\u2028\u2029]/gu

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A file's name on every system: the room's name as far as it fits, the day (UTC) and the ending. `at`: ms since 1970. */
export function exportFileName(roomName: string, at: number, ending: string): string {
  const fit = roomName.replace(UNFIT_FOR_FILES, '_').replace(/^[.\s]+/, '')
  const name = firstBytes(fit, MAX_NAME_BYTES).trimEnd()
  return `${name === '' ? 'room' : name} ${new Date(at).toISOString().slice(0, 10)}.${ending}`
}

/** Content-Disposition that has the answer saved (RFC 6266), with the whole name as RFC 8187 has it, and a plain one for the old. */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w .-]/g, '_')
  const whole = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

/** As much of the text as has so many bytes, ending with a whole grapheme cluster. */
function firstBytes(text: string, bytes: number): string {
  let end = 0
  let left = bytes
  for (const { segment, index } of segmenter.segment(text)) {
    left -= Buffer.byteLength(segment)
    if (left < 0) break
    end = index + segment.length
  }
  return text.slice(0, end)
}
