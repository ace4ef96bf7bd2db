// Where unsent messages wait: on disk, or in memory where the browser keeps nothing for this page.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Nonce, RoomId } from '../../protocol/ids.ts'

/** Waiting to be kept by the host; kept, but not yet seen in the log; or refused, with the host's code. */
export type Delivery = { state: 'waiting' } | { state: 'kept' } | { state: 'failed'; code: string }

export interface OutboxItem {
  nonce: Nonce
  roomId: RoomId
  message: string
  /** Milliseconds since 1970 by this computer's clock. */
  writtenAt: number
  /** Grows from message to message: the order in which they were written. */
  order: number
  delivery: Delivery
}

/** What one person at one host has not got rid of yet. Methods reject where the storage fails. */
export interface OutboxStorage {
  /** Whether messages in it survive the end of the page. */
  readonly durable: boolean
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(nonce: Nonce): Promise<void>
}

interface Stored extends OutboxItem {
  owner: string
}

interface Schema extends DBSchema {
  messages: { key: [string, Nonce]; value: Stored; indexes: { owner: string } }
}

/** `owner` names a person at a host; what belongs to others is not touched. Never rejects: memory is the last resort. */
export async function openOutboxStorage(owner: string): Promise<OutboxStorage> {
  try {
    return new DiskStorage(await openDatabase(), owner)
  } catch {
    return new MemoryStorage()
  }
}

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('sarangbang-outbox', 1, {
    upgrade(database) {
      const messages = database.createObjectStore('messages', { keyPath: ['owner', 'nonce'] })
      messages.createIndex('owner', 'owner')
    },
  })
}

class DiskStorage implements OutboxStorage {
  readonly durable = true
  readonly #database: IDBPDatabase<Schema>
  readonly #owner: string

  constructor(database: IDBPDatabase<Schema>, owner: string) {
    this.#database = database
    this.#owner = owner
  }

  async all(): Promise<OutboxItem[]> {
    const stored = await this.#database.getAllFromIndex('messages', 'owner', this.#owner)
    return stored.map(({ owner: _, ...item }) => item)
  }

  async put(item: OutboxItem): Promise<void> {
    await this.#database.put('messages', { ...item, owner: this.#owner })
  }

  async remove(nonce: Nonce): Promise<void> {
    await this.#database.delete('messages', [this.#owner, nonce])
  }
}

/** Forgets with the page. */
export class MemoryStorage implements OutboxStorage {
  readonly durable = false
  readonly #items = new Map<Nonce, OutboxItem>()

  async all(): Promise<OutboxItem[]> {
    return [...this.#items.values()]
  }

  async put(item: OutboxItem): Promise<void> {
    this.#items.set(item.nonce, item)
  }

  async remove(nonce: Nonce): Promise<void> {
    this.#items.delete(nonce)
  }
}
