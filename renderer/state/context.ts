// How components reach the state: set once at the top, read anywhere below.
import { createContext } from 'svelte'
import type { App } from './app.svelte.ts'
import type { Session } from './session.svelte.ts'

export const [useApp, provideApp] = createContext<App>()
/** Only below the chat page, where there is a session. */
export const [useSession, provideSession] = createContext<() => Session>()
