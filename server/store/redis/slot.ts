// Where a Cluster has a key (Redis Cluster specification, "Key distribution model" and "Hash tags").

const SLOTS = 16_384

/** The slot of a key: that of what stands in its first braces, or of all of it. */
export function slotOf(key: string): number {
  const [, tag] = /^[^{]*\{([^}]+)\}/.exec(key) ?? []
  return crc16(Buffer.from(tag ?? key)) % SLOTS
}

/** CRC-16/XMODEM: the polynomial 0x1021, from 0. */
function crc16(bytes: Buffer): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
    crc &= 0xffff
  }
  return crc
}
