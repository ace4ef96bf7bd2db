// The contract between the desktop's window and its main process: every call, every event, and their shapes.
import Type, { type Static } from 'typebox'

/** Who can reach a host: programs on this computer, or everybody on the same network who has the password. */
export const Reach = Type.Union([Type.Literal('computer'), Type.Literal('network')])
export type Reach = Static<typeof Reach>

export const HostOptions = Type.Object({
  reach: Reach,
  /** What guests see the host called. */
  name: Type.String({ minLength: 1, maxLength: 200 }),
})
export type HostOptions = Static<typeof HostOptions>

/** Why hosting failed, for the words that a person is shown; `detail` is the technical line for the log and the curious. */
export const HostFault = Type.Union([
  Type.Literal('PORT_TAKEN'),
  Type.Literal('DATA_IN_USE'),
  Type.Literal('DATA_UNREADABLE'),
  Type.Literal('DATA_TOO_NEW'),
  Type.Literal('DATA_UNFINISHED'),
  Type.Literal('DATA_MOVED'),
  Type.Literal('STOPPED_UNEXPECTEDLY'),
])
export type HostFault = Static<typeof HostFault>

/**
 * What the host on this computer is doing. `url` is the address for this computer's own window; `addresses` are the links to
 * give away (empty when only this computer can reach it); `password` is null where guests need none.
 */
export const HostState = Type.Union([
  Type.Object({ state: Type.Literal('stopped') }),
  Type.Object({ state: Type.Literal('starting') }),
  Type.Object({
    state: Type.Literal('running'),
    reach: Reach,
    url: Type.String(),
    addresses: Type.Array(Type.String()),
    password: Type.Union([Type.String(), Type.Null()]),
  }),
  Type.Object({ state: Type.Literal('failed'), fault: HostFault, detail: Type.String() }),
])
export type HostState = Static<typeof HostState>

/** What a person sets once. `hosting`: host again with these options when the app starts; null to wait to be asked. */
export const Settings = Type.Object({
  language: Type.Union([Type.Literal('system'), Type.Literal('ko'), Type.Literal('en')]),
  theme: Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')]),
  hosting: Type.Union([HostOptions, Type.Null()]),
})
export type Settings = Static<typeof Settings>

export const DEFAULT_SETTINGS: Settings = { language: 'system', theme: 'system', hosting: null }

const Nothing = Type.Undefined()

/** Calls from the window: what each takes and answers. The main process checks both the caller and the argument. */
export const DESKTOP_CALLS = {
  'host:state': { takes: Nothing, answers: HostState },
  'host:start': { takes: HostOptions, answers: HostState },
  'host:stop': { takes: Nothing, answers: HostState },
  'settings:read': { takes: Nothing, answers: Settings },
  'settings:change': { takes: Type.Partial(Type.Omit(Settings, ['hosting'])), answers: Settings },
} as const
export type DesktopCall = keyof typeof DESKTOP_CALLS

/** Events to the window. */
export const DESKTOP_EVENTS = {
  'host:changed': HostState,
} as const
export type DesktopEvent = keyof typeof DESKTOP_EVENTS

/** What the preload puts on `window.sarangbang`; a page in a plain browser has none. */
export interface Desktop {
  call<C extends DesktopCall>(
    channel: C,
    ...argument: Static<(typeof DESKTOP_CALLS)[C]['takes']> extends undefined
      ? []
      : [Static<(typeof DESKTOP_CALLS)[C]['takes']>]
  ): Promise<Static<(typeof DESKTOP_CALLS)[C]['answers']>>
  /** Calls back for each event until the returned function is called. */
  on<E extends DesktopEvent>(
    channel: E,
    onEvent: (event: Static<(typeof DESKTOP_EVENTS)[E]>) => void,
  ): () => void
}
