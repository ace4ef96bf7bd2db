// The host's password that a link carries, and how it leaves the address bar.
import { passwordIn } from './host-address.ts'

/** What of a window it takes: `window` has it all. */
interface AddressBar {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'state' | 'replaceState'>
}

/** The password in the page's address, or null. It stays neither in the address bar nor in the history. */
export function takeLinkedPassword({ location, history }: AddressBar): string | null {
  const password = passwordIn(location.hash)
  if (password !== null) history.replaceState(history.state, '', location.pathname + location.search)
  return password
}
