// Makes hashes of accounts' passwords and compares passwords with them: scrypt (RFC 7914), off the main thread.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** What one hash costs: N times r times 128 bytes of memory, and p times the work. */
export interface ScryptCost {
  N: number
  r: number
  p: number
}

/** 32 MiB and some 60 ms for one. */
const COST: ScryptCost = { N: 2 ** 15, r: 8, p: 1 }

const SALT_BYTES = 16
const KEY_BYTES = 32
const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/

export interface Passwords {
  /** `scrypt$N$r$p$salt$hash`, with a salt of its own; salt and hash in base64url. All that it takes to compare stands in it. */
  hash(password: string): Promise<string>
  /**
   * Whether the hash is of this password. Null: there is nobody whose hash it could be; false, after as much work as for
   * a new hash. Throws where the hash is none.
   */
  isRight(password: string, hash: string | null): Promise<boolean>
}

/** `cost`: of the hashes that are made from now on; what is compared has its own. */
export function createPasswords(cost: ScryptCost = COST): Passwords {
  const nobodys = write({ cost, salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) })
  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES)
      return write({ cost, salt, key: await keyOf(password, salt, cost) })
    },
    isRight: async (password, hash) => {
      const { cost: its, salt, key } = read(hash ?? nobodys)
      return timingSafeEqual(await keyOf(password, salt, its), key) && hash !== null
    },
  }
}

interface Hash {
  cost: ScryptCost
  salt: Buffer
  key: Buffer
}

function keyOf(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // Node refuses what needs more than it says here, and wants some beyond the bytes of N and r.
  const maxmem = 2 * 128 * cost.N * cost.r
  return derive(password, salt, KEY_BYTES, { ...cost, maxmem })
}

function write({ cost: { N, r, p }, salt, key }: Hash): string {
  return `scrypt$${N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

function read(hash: string): Hash {
  const parts = FORM.exec(hash)
  // Not the hash itself: whoever reads the log need not know it.
  if (parts === null) throw new Error('A password hash is stored in a form that cannot be read.')
  const [N, r, p] = parts.slice(1, 4).map(Number) as [number, number, number]
  const [salt, key] = parts.slice(4).map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer]
  return { cost: { N, r, p }, salt, key }
}
