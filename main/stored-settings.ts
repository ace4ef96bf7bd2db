// What settings.json holds, and what can be taken over from a file that another version wrote.
import Type, { type Static, type TSchema } from 'typebox'
import Value from 'typebox/value'
import { DEFAULT_SETTINGS, Settings } from '../protocol/desktop.ts'

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
export type Stored = Static<typeof Stored>

export const NOTHING_YET: Stored = { settings: DEFAULT_SETTINGS, password: null, window: null }

/** Every field of `found` that has its shape, and the default in place of one that is missing or has another; null where it is no object. */
export function toStored(found: unknown): Stored | null {
  if (!isFields(found)) return null
  const settings = withDefaults(Settings.properties, found['settings'], DEFAULT_SETTINGS)
  return withDefaults(Stored.properties, { ...found, settings }, NOTHING_YET)
}

function withDefaults<T extends object>(shapes: Record<string, TSchema>, found: unknown, defaults: T): T {
  const given = isFields(found) ? found : {}
  const fields = Object.entries(shapes)
    .filter(([name, shape]) => Value.Check(shape, given[name]))
    .map(([name]) => [name, given[name]] as const)
  return { ...defaults, ...Object.fromEntries(fields) }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
