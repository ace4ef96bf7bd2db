// Keeps what the desktop remembers in settings.json: what a person set, the host's password, where the window was.
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Type, { type Static } from 'typebox'
import Value from 'typebox/value'
import { DEFAULT_SETTINGS, Settings } from '../protocol/desktop.ts'
import { newPassword } from '../protocol/password.ts'

const WindowPlace = Type.Object({
  x: Type.Integer(),
  y: Type.Integer(),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  maximized: Type.Boolean(),
})
/** In the screen's coordinates, device-independent pixels; the size is that before it was maximised. */
export type WindowPlace = Static<typeof WindowPlace>

const Stored = Type.Object({
  settings: Settings,
  /** Kept so that links given away stay valid; null until the host is first opened to the network. */
  password: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
  window: Type.Union([WindowPlace, Type.Null()]),
})
type Stored = Static<typeof Stored>

const NOTHING_YET: Stored = { settings: DEFAULT_SETTINGS, password: null, window: null }

/** A file that cannot be read, or has another shape, is kept beside as FILE.bad and everything starts from the defaults. */
export async function openSettings(file: string): Promise<SettingsFile> {
  await mkdir(dirname(file), { recursive: true })
  const db = new Low<unknown>(new JSONFile(file), structuredClone(NOTHING_YET))
  const readable = await db.read().then(
    () => true,
    () => false,
  )
  if (readable && Value.Check(Stored, db.data)) return new SettingsFile(db, db.data)
  await rename(file, `${file}.bad`).catch(() => undefined)
  return new SettingsFile(db, structuredClone(NOTHING_YET))
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
