// Keeps what the desktop remembers in settings.json: what a person set, the host's password, where the window was.
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Settings } from '../protocol/desktop.ts'
import { newPassword } from '../protocol/password.ts'
import { NOTHING_YET, toStored, type Stored, type WindowPlace } from './stored-settings.ts'

/** How long the next try waits, in milliseconds: a virus scanner or a backup has the file for a moment. */
const TRY_AGAIN_AFTER: readonly number[] = [50, 200, 800]

/**
 * What is missing in the file, or has another shape, is as shipped. A file that is no JSON is kept beside as FILE.bad. Rejects
 * where the file is there but cannot be read: nothing is changed then.
 */
export async function openSettings(file: string): Promise<SettingsFile> {
  await mkdir(dirname(file), { recursive: true })
  const db = new Low<unknown>(new JSONFile(file), structuredClone(NOTHING_YET))
  const stored = (await isRead(db, TRY_AGAIN_AFTER)) ? toStored(db.data) : null
  if (stored !== null) return new SettingsFile(db, stored)
  await rename(file, `${file}.bad`).catch(() => undefined)
  return new SettingsFile(db, structuredClone(NOTHING_YET))
}

/** False where the file is no JSON. */
async function isRead(db: Low<unknown>, [wait, ...later]: readonly number[]): Promise<boolean> {
  try {
    await db.read()
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    if (wait === undefined) throw error
    await delay(wait)
    return isRead(db, later)
  }
}

/** What is remembered now. Changes are there at once; the promises resolve when they are on disk. */
export class SettingsFile {
  readonly #db: Low<unknown>
  #stored: Stored
  #written: Promise<void> = Promise.resolve()

  constructor(db: Low<unknown>, stored: Stored) {
    this.#db = db
    this.#stored = stored
  }

  get settings(): Settings {
    return this.#stored.settings
  }

  get window(): WindowPlace | null {
    return this.#stored.window
  }

  async change(change: Partial<Settings>): Promise<Settings> {
    const settings = { ...this.settings, ...change }
    await this.#write({ settings })
    return settings
  }

  async rememberWindow(window: WindowPlace): Promise<void> {
    if (!isDeepStrictEqual(window, this.window)) await this.#write({ window })
  }

  /** Resolves when all changes until now are on disk. */
  async flushed(): Promise<void> {
    await this.#written
  }

  /** The password of the host, made the first time. */
  async password(): Promise<string> {
    const password = this.#stored.password ?? newPassword()
    if (this.#stored.password === null) await this.#write({ password })
    return password
  }

  async #write(change: Partial<Stored>): Promise<void> {
    this.#stored = { ...this.#stored, ...change }
    this.#db.data = this.#stored
    this.#written = this.#db.write()
    await this.#written
  }
}
