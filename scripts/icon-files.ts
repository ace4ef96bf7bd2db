// Puts PNG images of several sizes into the one file that Windows, and the one that macOS, takes as an icon.

/** Images by their width in pixels. */
type Images = ReadonlyMap<number, Buffer>

const ICO_HEADER = 6
const ICO_ENTRY = 16

/** Windows' ICO: a directory of images up to 256 pixels, each a PNG as Windows Vista and later read them. */
export function toIco(images: Images): Buffer {
  const taken = [...images].filter(([size]) => size <= 256)
  const header = Buffer.alloc(ICO_HEADER)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(taken.length, 4)
  let offset = ICO_HEADER + ICO_ENTRY * taken.length
  const entries = taken.map(([size, png]) => {
    const entry = icoEntry(size, png.length, offset)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...taken.map(([, png]) => png)])
}

/** A width of 256 is written as 0, there being one byte for it. */
function icoEntry(size: number, length: number, offset: number): Buffer {
  const entry = Buffer.alloc(ICO_ENTRY)
  entry.writeUInt8(size % 256, 0)
  entry.writeUInt8(size % 256, 1)
  entry.writeUInt16LE(1, 4)
  entry.writeUInt16LE(32, 6)
  entry.writeUInt32LE(length, 8)
  entry.writeUInt32LE(offset, 12)
  return entry
}

/** The types under which macOS looks for each size; some sizes serve as the doubled image of half their width too. */
const ICNS_TYPES: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

/** macOS' ICNS: chunks of a type, a length that includes these 8 bytes, and a PNG. */
export function toIcns(images: Images): Buffer {
  const chunks = ICNS_TYPES.flatMap(([type, size]) => {
    const png = images.get(size)
    return png === undefined ? [] : [icnsChunk(type, png)]
  })
  return icnsChunk('icns', Buffer.concat(chunks))
}

function icnsChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
